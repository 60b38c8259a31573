import { createHash, verify, X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { toEdc } from '../../../../src/certification/documents/credentials/edc/edc.ts'
import {
  eidasIdentifierOf,
  type SealedEdc,
  seal,
} from '../../../../src/certification/documents/credentials/jades.ts'
import { localSeal } from '../../../../src/certification/documents/seal/electronic-seal.ts'
import { sampleSnapshot } from '../sample-snapshot.ts'
import { hasOfficial, officialJson } from './official.ts'
import { ec, hasOpenssl, newSeal, rsa, subject } from './seals.ts'
import { violations } from './shacl.ts'

const sealedAt = new Date('2026-11-05T09:31:00.500Z')
const headerOf = ({ signatures }: SealedEdc) =>
  JSON.parse(Buffer.from(signatures[0]!.protected, 'base64url').toString())

/**
 * By node:crypto alone: the signature over `protected.payload`, with the key of the certificate in the
 * header.
 */
function holds(sealed: SealedEdc): boolean {
  const [{ protected: header, signature }] = sealed.signatures as [SealedEdc['signatures'][0]]
  const { alg, x5c, 'x5t#S256': thumbprint } = headerOf(sealed)
  const certificate = Buffer.from(x5c[0], 'base64')
  if (createHash('sha256').update(certificate).digest('base64url') !== thumbprint) return false
  return verify(
    `sha${alg.slice(2)}`,
    Buffer.from(`${header}.${sealed.payload}`),
    { key: new X509Certificate(certificate).publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
}

it.runIf(hasOfficial)('the independent check accepts the seal of the official sample', () => {
  expect(holds(officialJson('edc/official-sample-micro-credential-signed.jsonld'))).toBe(true)
})

describe.runIf(hasOpenssl)('a JAdES seal', () => {
  let eseal: ReturnType<typeof newSeal>
  beforeAll(() => {
    eseal = newSeal(rsa, subject)
  })
  const edc = () =>
    toEdc(sampleSnapshot(), {
      pageImages: [Uint8Array.of(1)],
      eidasIdentifier: eidasIdentifierOf(eseal.chain[0]),
    })

  it.each([
    ['RS256', rsa],
    ['ES256', ec('P-256')],
    ['ES384', ec('P-384')],
  ])('with %s is verified by node:crypto', async (alg, keyOptions) => {
    const sealed = await seal(edc(), newSeal(keyOptions, subject), sealedAt)
    expect(headerOf(sealed).alg).toBe(alg)
    expect(holds(sealed)).toBe(true)
  })

  it('has the header of a B-B signature over an unencoded payload', async () => {
    const header = headerOf(await seal(edc(), eseal, sealedAt))
    expect(header).toMatchObject({ typ: 'jose+json', cty: 'octet-stream', b64: false, crit: ['b64'] })
    expect(header.iat).toBe(1_793_871_060)
    expect(header).not.toHaveProperty('sigT')
  })

  it('keeps the document as it was, readable as it stands', async () => {
    expect(JSON.parse((await seal(edc(), eseal, sealedAt)).payload)).toEqual(edc())
  })

  it.runIf(hasOfficial)(
    'is over a document that conforms, whose issuer is the one in the certificate',
    async () => {
      const document = JSON.parse((await seal(edc(), eseal, sealedAt)).payload)
      expect(await violations(document)).toEqual([])
      expect(document.issuer.eIDASIdentifier.notation).toBe('VATLV-40000000000')
    },
  )

  it('does not hold over a changed document, nor with a changed header', async () => {
    const sealed = await seal(edc(), eseal, sealedAt)
    expect(holds({ ...sealed, payload: sealed.payload.replace('Level 5', 'Level 8') })).toBe(false)
    const later = Buffer.from(JSON.stringify({ ...headerOf(sealed), iat: 1_900_000_000 })).toString(
      'base64url',
    )
    expect(holds({ ...sealed, signatures: [{ ...sealed.signatures[0]!, protected: later }] })).toBe(false)
  })

  it("is not made with a key that is not the certificate's", () => {
    const { privateKey } = newSeal(rsa, subject)
    expect(() => localSeal(privateKey, eseal.chain)).toThrow('belong')
  })

  it('finds no eIDAS identifier in a certificate that has none', () => {
    expect(eidasIdentifierOf(eseal.chain[0])).toEqual({ notation: 'VATLV-40000000000', country: 'LV' })
    expect(eidasIdentifierOf(newSeal(rsa, '/C=LV/CN=Parauga tehnikums').chain[0])).toBeNull()
  })
})
