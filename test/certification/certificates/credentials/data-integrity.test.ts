import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { verifyCredential } from '@digitalcredentials/verifier-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  loadContext,
  openBadgesExtensions,
} from '../../../../src/certification/documents/credentials/contexts.ts'
import {
  checkProof,
  type JsonLd,
} from '../../../../src/certification/documents/credentials/data-integrity.ts'
import { hashForProof } from '../../../../src/certification/documents/credentials/hash-for-proof.ts'
import { changed } from './changed.ts'
import { badge, did, jwtJwk, listUrl, proofJwk, proven, publicUrl, published, statusList } from './issuer.ts'
import { hasOfficial, officialJson } from './official.ts'
import { serve } from './web.ts'

const schemaUrl =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json'
const signed = await proven(badge())

const forged = (path: (string | number)[], value?: unknown) => changed<JsonLd>(signed, path, value)

const [, , , , , , lastOfRubric] =
  signed.credentialSubject.achievement.resultDescription[0]!.rubricCriterionLevel!
const forgeries: Record<string, JsonLd> = {
  'a higher level': forged(['credentialSubject', 'result', 0, 'achievedLevel'], lastOfRubric!.id),
  'another holder': forged(['credentialSubject', 'identifier', 0, 'identityHash'], 'Learner Two'),
  'another issuer': forged(['issuer', 'id'], 'did:web:elsewhere.example'),
  'another day': forged(['validFrom'], '2025-11-05T09:30:00Z'),
  'no status': forged(['credentialStatus']),
  'another place in the status list': forged(['credentialStatus', 'statusListIndex'], '1'),
  'a result left out': forged(['credentialSubject', 'result', 6, 'value']),
  'a term that no context defines': forged(['credentialSubject', 'honours'], 'with distinction'),
  'another day of proof': forged(['proof', 0, 'created'], '2027-01-01T00:00:00Z'),
  'a proof of other bytes': forged(['proof', 0, 'proofValue'], `z${'1'.repeat(64)}`),
  'no proof': forged(['proof']),
}

describe('our own check', () => {
  it('accepts what was signed', async () => {
    expect(await checkProof(signed, proofJwk, hashForProof)).toBe(true)
  })

  it('accepts a copy whose members stand in another order', async () => {
    const reversed = Object.fromEntries(Object.entries(signed).reverse()) as JsonLd
    expect(await checkProof(reversed, proofJwk, hashForProof)).toBe(true)
  })

  it.each(Object.entries(forgeries))('refuses a copy with %s', async (_, forgery) => {
    expect(await checkProof(forgery, proofJwk, hashForProof)).toBe(false)
  })

  it('refuses the key of somebody else', async () => {
    const other = { kty: 'OKP', crv: 'Ed25519', x: Buffer.alloc(32, 7).toString('base64url') }
    expect(await checkProof(signed, other, hashForProof)).toBe(false)
    expect(await checkProof(signed, jwtJwk, hashForProof)).toBe(false)
  })

  it('refuses a second proof beside the first', async () => {
    expect(
      await checkProof({ ...signed, proof: [...signed.proof, ...signed.proof] }, proofJwk, hashForProof),
    ).toBe(false)
  })

  it('refuses a context that no package holds', async () => {
    const foreign = { ...signed, '@context': [...signed['@context'], 'https://elsewhere.example/context'] }
    expect(await checkProof(foreign, proofJwk, hashForProof)).toBe(false)
  })

  it('does not sign a term that no context defines', async () => {
    await expect(proven({ ...badge(), honours: 'with distinction' })).rejects.toThrow()
  })
})

describe('@digitalbazaar/vc', () => {
  const [multikey] = published.verificationMethod
  const documents: Record<string, object> = {
    [did]: published,
    [multikey!.id]: { '@context': 'https://w3id.org/security/multikey/v1', ...multikey },
  }
  const documentLoader = async (url: string) =>
    documents[url] ? { documentUrl: url, document: documents[url] } : loadContext(url)
  const verify = (credential: object) =>
    vc.verifyCredential({
      credential,
      suite: new DataIntegrityProof({ cryptosuite }),
      documentLoader,
      checkStatus: async () => ({ verified: true }),
    })

  it('verifies the badge by the published DID document', async () => {
    expect(await verify(signed)).toMatchObject({ verified: true })
  })

  it('verifies the status list', async () => {
    expect(await verify(await proven(statusList([3])))).toMatchObject({ verified: true })
  })

  it.each(Object.entries(forgeries))('refuses a copy with %s', async (_, forgery) => {
    const { verified } = await verify(forgery).catch(() => ({ verified: false }))
    expect(verified).toBe(false)
  })
})

describe('@digitalcredentials/verifier-core', () => {
  const pages: Record<string, object> = { [`${publicUrl}/.well-known/did.json`]: published }
  type Checked = Parameters<typeof verifyCredential>[0]['credential']
  const verify = (credential: object) =>
    verifyCredential({ credential: credential as Checked, knownDIDRegistries: [] })
  const step = async (credential: JsonLd, id: string) =>
    (await verify(credential)).log?.find((entry) => entry.id === id)?.valid

  beforeAll(async () => {
    pages[openBadgesExtensions] = (await loadContext(openBadgesExtensions)).document
    if (hasOfficial) pages[schemaUrl] = officialJson('ob3/obv3_schema.json')
    pages[listUrl] = await proven(statusList([]))
    serve(pages)
  })
  afterAll(() => vi.unstubAllGlobals())

  it('verifies the badge over did:web, and that it is not revoked', async () => {
    expect(await step(signed, 'valid_signature')).toBe(true)
    expect(await step(signed, 'expiration')).toBe(true)
    expect(await step(signed, 'revocation_status')).toBe(true)
  })

  it.runIf(hasOfficial)('finds the badge valid by the schema that it names', async () => {
    const { additionalInformation } = await verify(signed)
    expect(additionalInformation).toMatchObject([
      { results: [{ schema: schemaUrl, result: { valid: true } }] },
    ])
  })

  it('sees that the badge is revoked', async () => {
    pages[listUrl] = await proven(statusList([94_567]))
    expect(await step(signed, 'revocation_status')).toBe(false)
  })

  it.each(Object.entries(forgeries))('refuses a copy with %s', async (_, forgery) => {
    expect((await verify(forgery)).errors).toHaveLength(1)
  })
})
