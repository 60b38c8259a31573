import { createPublicKey } from 'node:crypto'
import { base58btc } from 'multiformats/bases/base58'
import { describe, expect, it } from 'vitest'
import { didDocument, didOf } from '../../../../src/certification/documents/credentials/did.ts'
import { did, jwtJwk, jwtKid, proofJwk, proofKid, published } from './issuer.ts'

describe('the DID', () => {
  it.each([
    ['https://certificates.example', 'did:web:certificates.example'],
    ['https://certificates.example/', 'did:web:certificates.example'],
    ['http://localhost:3000', 'did:web:localhost%3A3000'],
    ['https://school.example:8443/digital/skills', 'did:web:school.example%3A8443:digital:skills'],
  ])('of %s is %s', (url, expected) => {
    expect(didOf(url)).toBe(expected)
  })
})

describe('the DID document', () => {
  it('publishes the Ed25519 key as Multikey', () => {
    const [method] = published.verificationMethod
    expect(method).toMatchObject({ id: `${did}#${proofKid}`, type: 'Multikey', controller: did })
    const multibase = (method as { publicKeyMultibase: string }).publicKeyMultibase
    expect(multibase).toMatch(/^z6Mk/)
    const raw = createPublicKey({ key: proofJwk, format: 'jwk' })
      .export({ format: 'der', type: 'spki' })
      .subarray(-32)
    expect(Buffer.from(base58btc.decode(multibase).slice(2))).toEqual(raw)
  })

  it('lets every key assert', () => {
    expect(published.assertionMethod).toEqual([`${did}#${proofKid}`, `${did}#${jwtKid}`])
  })

  it('never publishes a private key', () => {
    const document = didDocument(did, [{ kid: jwtKid, jwk: { ...jwtJwk, d: 'secret' } }])
    expect(JSON.stringify(document)).not.toContain('secret')
  })
})
