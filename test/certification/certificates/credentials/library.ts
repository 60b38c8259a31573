import { createHash } from 'node:crypto'
import fc from 'fast-check'
import jsonld from 'jsonld'
import { expect } from 'vitest'
import { badgeDataset } from '../../../../src/certification/documents/credentials/badge-dataset.ts'
import { loadContext } from '../../../../src/certification/documents/credentials/contexts.ts'
import {
  canonicalDocument,
  type ProofOptions,
} from '../../../../src/certification/documents/credentials/hash-for-proof.ts'
import { readVocabulary } from '../../../../src/certification/documents/credentials/vocabulary.ts'
import { badges, type Document } from './generated-badges.ts'
import { mutatedBadges } from './mutated-badges.ts'

const options = { safe: true, base: null, documentLoader: loadContext } as const
const asText = { ...options, algorithm: 'RDFC-1.0', format: 'application/n-quads' } as const
const vocabulary = await readVocabulary()

/** The dataset, the canonical form and the hash of a proof as the JSON-LD library has them; null where it refuses. */
export const library = {
  dataset: (document: Document) => jsonld.toRDF(document, options).catch(() => null),
  canonical: (document: Document) => jsonld.canonize(document, asText).catch(() => null),
  async hash(document: Document, proof: ProofOptions) {
    const parts = [{ '@context': document['@context'], ...proof }, document]
    const texts = await Promise.all(parts.map(library.canonical))
    if (texts.includes(null)) return null
    return Buffer.concat(texts.map((text) => createHash('sha256').update(text!).digest()))
  },
}

const quickly = (document: Document) => badgeDataset(document, vocabulary)

/** Fails unless so many generated badges all come the quick way, with the quads of the library in its order. */
export async function holdGenerated(numRuns: number): Promise<void> {
  const asTheLibrary = fc.asyncProperty(badges, async (document) => {
    expect(quickly(document)).toEqual(await library.dataset(document))
  })
  await fc.assert(asTheLibrary, { numRuns })
}

/**
 * Fails unless so many changed badges have the library's canonical form, or are refused where it refuses them. Those that
 * do not come the quick way are given to the library itself.
 */
export async function holdMutated(numRuns: number): Promise<void> {
  let quick = 0
  const asTheLibrary = fc.asyncProperty(mutatedBadges, async (document) => {
    if (!quickly(document)) return
    quick += 1
    expect(await canonicalDocument(document).catch(() => null)).toBe(await library.canonical(document))
  })
  await fc.assert(asTheLibrary, { numRuns })
  expect(quick / numRuns).toBeGreaterThan(0.1)
}
