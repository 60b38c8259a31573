import { createHash } from 'node:crypto'
import jsonld from 'jsonld'
import { canonize } from 'rdf-canonize'
import { badgeDataset } from './badge-dataset.ts'
import { loadContext } from './contexts.ts'
import { badgeContexts, readVocabulary } from './vocabulary.ts'

/** What stands in a proof beside its value. */
export type ProofOptions = Record<string, unknown>

const library = {
  algorithm: 'RDFC-1.0',
  format: 'application/n-quads',
  safe: true,
  base: null,
  documentLoader: loadContext,
} as const

/**
 * What an `eddsa-rdfc-2022` proof signs (Data Integrity EdDSA Cryptosuites 1.0, section 3.2.4): the SHA-256 of the proof's
 * options, then that of the document, JSON text without its proof, both in their canonical form (RDFC-1.0); 64 bytes. Null
 * for what JSON-LD refuses, and for a term that the document's contexts do not define. What was not made here takes long:
 * call it in a thread.
 */
export async function hashForProof(document: string, options: ProofOptions): Promise<Uint8Array | null> {
  try {
    const unsigned = JSON.parse(document) as Record<string, unknown>
    const hash = new Uint8Array(64)
    hash.set(digest(await canonicalOptions(unsigned['@context'], options)), 0)
    hash.set(digest(await canonicalDocument(unsigned)), 32)
    return hash
  } catch {
    return null
  }
}

export type HashForProof = typeof hashForProof

const digest = (canonical: string) => createHash('sha256').update(canonical).digest()

let vocabulary: ReturnType<typeof readVocabulary> | undefined

/** The canonical N-Quads of a document. What looks like a badge of ours is not expanded: that is nearly all of the work. */
export async function canonicalDocument(document: Record<string, unknown>): Promise<string> {
  vocabulary ??= readVocabulary()
  const dataset = badgeDataset(document, await vocabulary)
  return dataset ? canonize(dataset, { algorithm: 'RDFC-1.0' }) : jsonld.canonize(document, library)
}

let exemplar: Promise<string> | undefined
const sample = { created: '1970-01-01T00:00:00Z', verificationMethod: 'did:web:sample' }
const fixed = {
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-rdfc-2022',
  proofPurpose: 'assertionMethod',
}

/** Between the proofs of two badges of ours, only the time and the key differ. */
async function canonicalOptions(contexts: unknown, options: ProofOptions): Promise<string> {
  const { created, verificationMethod, ...others } = options
  if (
    !isOurs(contexts, badgeContexts) ||
    !isOurs(others, fixed) ||
    !isTime(created) ||
    !isKey(verificationMethod)
  )
    return jsonld.canonize({ '@context': contexts, ...options }, library)
  exemplar ??= jsonld.canonize({ '@context': badgeContexts, ...fixed, ...sample }, library)
  return (await exemplar)
    .replace(sample.created, () => created)
    .replace(sample.verificationMethod, () => verificationMethod)
}

const isOurs = (given: unknown, ours: object) => sorted(given) === sorted(ours)
const sorted = (value: unknown) =>
  JSON.stringify(Array.isArray(value) ? value : Object.entries(value ?? {}).sort())
// Nothing that is written otherwise in N-Quads.
const isTime = (value: unknown): value is string => typeof value === 'string' && /^[\d:.TZ+-]+$/.test(value)
const isKey = (value: unknown): value is string =>
  typeof value === 'string' && /^did:web:[\w.:%#-]+$/.test(value)
