import { expect, it } from 'vitest'
import {
  hashForProof,
  type ProofOptions,
} from '../../../../src/certification/documents/credentials/hash-for-proof.ts'
import { badge } from './issuer.ts'
import { holdGenerated, holdMutated, library } from './library.ts'

it('reads every badge that is made here without the library, and has its very quads', () => holdGenerated(60))

it('has the canonical form of the library for a badge that somebody has changed', () => holdMutated(300))

const proof = {
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-rdfc-2022',
  created: '2026-11-05T09:30:00Z',
  verificationMethod: 'did:web:certificates.example%3A8080:organisations:1#key',
  proofPurpose: 'assertionMethod',
}
const document = JSON.parse(JSON.stringify(badge()))
const others: Record<string, ProofOptions> = {
  'as ours have': proof,
  'in another order': Object.fromEntries(Object.entries(proof).reverse()),
  'with a time that replaces': { ...proof, created: "$&$1$'" },
  'with a time of no form': { ...proof, created: '"\n<' },
  'with a time that is a number': { ...proof, created: 2026 },
  'with another method': { ...proof, verificationMethod: 'https://elsewhere.example/key' },
  'with a method that is to be escaped': { ...proof, verificationMethod: 'did:web:a>b"' },
  'with a method that is no address': { ...proof, verificationMethod: 'key' },
  'with another purpose': { ...proof, proofPurpose: 'authentication' },
  'with an unknown purpose': { ...proof, proofPurpose: 'everything' },
  'with another suite': { ...proof, cryptosuite: 'eddsa-jcs-2022' },
  'with a name of its own': { ...proof, id: 'urn:uuid:1' },
  'with a domain': { ...proof, domain: 'elsewhere.example' },
  'with a term that no context has': { ...proof, honours: 'x' },
  'with contexts of its own': { ...proof, '@context': ['https://www.w3.org/ns/credentials/v2'] },
  'without a time': { ...proof, created: undefined },
  'without anything': {},
}

it.each(Object.entries(others))('has the hash of the library for a proof %s', async (_, options) => {
  const found = await hashForProof(JSON.stringify(document), options)
  const theirs = await library.hash(document, options)
  expect(found && Buffer.from(found).toString('hex')).toBe(theirs?.toString('hex') ?? null)
})
