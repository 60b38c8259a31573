import { verifyCredential } from '@digitalcredentials/verifier-core'
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  loadContext,
  openBadgesExtensions,
} from '../../../src/certification/documents/credentials/contexts.ts'
import { addProof } from '../../../src/certification/documents/credentials/data-integrity.ts'
import { hashForProof } from '../../../src/certification/documents/credentials/hash-for-proof.ts'
import { openIssuerRing } from '../../../src/platform/signing/issuer-ring.ts'
import { compromiseKey } from '../../../src/platform/signing/keys.ts'
import { openSigner } from '../../../src/platform/signing/signer.ts'
import { asBytes } from '../../setup/bytes.ts'
import { testSecret } from '../../setup/database.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type School, type World } from '../../setup/world.ts'
import { hasOfficial, officialJson } from '../certificates/credentials/official.ts'
import { resolve, serveFrom } from './web.ts'

type Checked = Parameters<typeof verifyCredential>[0]['credential']
type Badge = Checked &
  Parameters<typeof addProof>[0] & {
    issuer: { id: string }
    credentialStatus: { statusListCredential: string }
    proof: { verificationMethod: string }[]
  }
type Made = { id: string; jwt: string; badge: Badge }

const outcome = [{ competence: '1.1', baseline: 2, target: 4 }]
const didOfSchool = ({ id }: Pick<School, 'id'>) => `did:web:localhost%3A3000:organisations:${id}`
const statements: string[] = []
/** Milliseconds that the signer believes to have gone by. */
let elapsed = 0
let world: World
/** The world in which the host sends learners, too. */
let other: World

beforeAll(async () => {
  world = await newWorld({}, (statement) => statements.push(statement))
  world.services.signer = await openSigner(world.services.db, testSecret, () => elapsed)
  other = { ...world, school: world.host, host: world.stranger }
})
afterAll(() => vi.unstubAllGlobals())

async function made(by: World): Promise<Made> {
  const id = String((await given(by).certificate(outcome)).id)
  const client = by.as({ school: by.school })
  const get = async (form: string) =>
    String((await client.get(`/v1/certificates/${id}.${form}`).buffer().parse(asBytes).expect(200)).body)
  return { id, jwt: await get('jwt'), badge: JSON.parse(await get('ob3.json')) }
}

async function drop(document: string | object) {
  const asked = world.anyone.post('/v1/verifications')
  const { body } = await (typeof document === 'string'
    ? asked.send({ jwt: document })
    : asked.set('content-type', 'application/vc+ld+json').send(JSON.stringify(document)))
  const checks = body.checks as { check: string; finding: string }[]
  const found = (name: string) => checks.find(({ check }) => check === name)!.finding
  return { status: body.status as string, signature: found('signature'), issuer: found('issuer') }
}

describe('an organisation', () => {
  test('is an issuer from its first certificate on', async () => {
    const paths = ['did.json', 'jwks.json', 'keys/a', 'status-lists/1']
    const asked = async (id: string) =>
      Promise.all(paths.map(async (path) => (await world.anyone.get(`/organisations/${id}/${path}`)).status))
    expect(await asked(world.school.id)).toEqual([404, 404, 404, 404])
    await made(world)
    expect(await asked(world.school.id)).toEqual([200, 200, 404, 200])
    expect(await asked('01993c7e-0000-7000-8000-000000000000')).toEqual([404, 404, 404, 404])
    expect((await world.anyone.get('/organisations/nobody/did.json')).status).toBe(400)
  })

  test('signs all that it issues with keys of its own, which its DID leads to', async () => {
    const { jwt, badge } = await made(world)
    const did = didOfSchool(world.school)
    const document = await resolve(did, world.anyone)
    expect(document.id).toBe(did)
    expect(JSON.stringify(document)).not.toMatch(/"d":/)
    expect(badge.issuer.id).toBe(did)
    const [method] = badge.proof.map(({ verificationMethod }) => verificationMethod)
    expect(document.assertionMethod).toContain(method)
    const { kid = '' } = decodeProtectedHeader(jwt)
    const named = document.verificationMethod.find(({ id }) => id === kid)!
    expect(named.controller).toBe(did)
    await compactVerify(jwt, await importJWK(named.publicKeyJwk!, 'ES256'))

    const { body: set } = await world.anyone.get(`/organisations/${world.school.id}/jwks.json`).expect(200)
    const { payload } = await jwtVerify(jwt, createLocalJWKSet(set))
    expect(payload.issuer).toMatchObject({ id: did })
    const thumbprint = kid.split('#')[1]
    const { body: bare } = await world.anyone.get(`/organisations/${world.school.id}/keys/${thumbprint}`)
    await compactVerify(jwt, await importJWK(bare, 'ES256'))

    const url = new URL(badge.credentialStatus.statusListCredential)
    for (const accept of ['application/vc+jwt', 'application/statuslist+jwt']) {
      const list = await world.anyone.get(url.pathname).set('accept', accept).buffer().parse(asBytes)
      const read = await jwtVerify(String(list.body), createLocalJWKSet(set), {
        currentDate: world.clock.now,
      })
      expect(decodeProtectedHeader(String(list.body)).kid).toBe(kid)
      if (accept === 'application/vc+jwt') expect(read.payload).toMatchObject({ id: url.href, issuer: did })
    }
    for (const service of ['/.well-known/jwks.json', '/.well-known/did.json'])
      expect(JSON.stringify((await world.anyone.get(service)).body)).not.toContain(thumbprint)
  })

  test('is found by others: a verifier of theirs takes its badge, and sees when that is revoked', async () => {
    const { id, badge } = await made(world)
    const schema =
      'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json'
    serveFrom(world.anyone, {
      [openBadgesExtensions]: (await loadContext(openBadgesExtensions)).document,
      ...(hasOfficial && { [schema]: officialJson('ob3/obv3_schema.json') }),
    })
    const step = async (name: string, credential: Badge = badge) => {
      const { log } = await verifyCredential({ credential, knownDIDRegistries: [] })
      return log?.find((entry) => entry.id === name)?.valid
    }
    // The verifier looks at its own clock.
    vi.useFakeTimers({ toFake: ['Date'], now: world.clock.now })
    expect(await step('valid_signature')).toBe(true)
    expect(await step('revocation_status')).toBe(true)
    await given(world).revoke(id)
    expect(await step('revocation_status')).toBe(false)
    vi.useRealTimers()
  })

  test('has one key for each purpose, though many processes issue its first certificates at once', async () => {
    const { db } = world.services
    const processes = await Promise.all(Array.from({ length: 8 }, () => openSigner(db, testSecret)))
    const named = await Promise.all(processes.map((signer) => signer.keyIdOf(other.school.id, 'credential')))
    const keys = await world.services.signer.publishedBy(other.school.id)
    expect(keys.map(({ purpose }) => purpose).sort()).toEqual(['credential', 'proof'])
    const [kid] = new Set(named)
    expect(new Set(named).size).toBe(1)
    expect(keys.find(({ purpose }) => purpose === 'credential')!.kid).toBe(kid)
    const { jwt } = await made(other)
    expect(decodeProtectedHeader(jwt).kid).toBe(`${didOfSchool(other.school)}#${kid}`)
    expect(await drop(jwt)).toMatchObject({ status: 'valid', issuer: 'own-key' })
  })
})

describe('a credential of one organisation', () => {
  let genuine: Made
  let theirs: { credential: string; proof: string }
  const own = () => didOfSchool(world.school)
  const foreign = () => didOfSchool(other.school)

  beforeAll(async () => {
    genuine = await made(world)
    const { signer } = world.services
    theirs = {
      credential: await signer.keyIdOf(other.school.id, 'credential'),
      proof: await signer.keyIdOf(other.school.id, 'proof'),
    }
  })

  type Forgery = { issuer: string; names: string; key?: 'service' }
  const forgeries: [string, () => Forgery][] = [
    ['under the other’s name for its key', () => ({ issuer: own(), names: foreign() })],
    ['under the first one’s name for that key', () => ({ issuer: own(), names: own() })],
    ['as a credential of the other one', () => ({ issuer: foreign(), names: foreign() })],
    ['under the service’s name', () => ({ issuer: own(), names: 'did:web:localhost%3A3000' })],
    ['with the service’s key', () => ({ issuer: own(), names: own(), key: 'service' })],
    [
      'with the service’s key by its name',
      () => ({ issuer: own(), names: 'did:web:localhost%3A3000', key: 'service' }),
    ],
  ]

  async function forgedBy({ issuer, names, key }: Forgery): Promise<[string, object]> {
    const { signer } = world.services
    const { proof: _, ...content } = genuine.badge
    const forged = { ...content, issuer: { ...(content.issuer as object), id: issuer } }
    const keys = key ? { credential: signer.keyId('credential'), proof: signer.keyId('proof') } : theirs
    const header = { typ: 'vc+jwt', cty: 'vc', kid: `${names}#${keys.credential}` }
    const jwt = await signer.sign('credential', forged, header)
    const sign = (bytes: Uint8Array) => signer.signProof(bytes, keys.proof)
    const method = { verificationMethod: `${names}#${keys.proof}`, sign }
    return [jwt, await addProof(forged, method, '2026-11-22T00:00:00Z', hashForProof)]
  }

  async function expectRefused(): Promise<void> {
    for (const [name, forgery] of forgeries)
      for (const document of await forgedBy(forgery())) {
        const said = { name, form: typeof document, ...(await drop(document)) }
        expect(said).toMatchObject({ status: 'altered', signature: 'not-checked', issuer: 'foreign-key' })
      }
  }

  test('is refused in every form when another’s key, or the service’s, signed it', async () => {
    expect(await drop(genuine.jwt)).toMatchObject({ status: 'valid', issuer: 'own-key' })
    expect(await drop(genuine.badge)).toMatchObject({ status: 'valid', issuer: 'own-key' })
    await expectRefused()
  })

  test('is refused, too, once one of the keys is known to others', async () => {
    const compromise = async (kid: string) => {
      await compromiseKey(world.services.db.owner, testSecret, kid, world.clock.now, world.clock.now)
      elapsed += 6_000
    }
    await compromise(theirs.credential)
    await expectRefused()
    expect(await drop(genuine.jwt)).toMatchObject({ status: 'valid', issuer: 'own-key' })
    world.clock.advance(1)
    await compromise(decodeProtectedHeader(genuine.jwt).kid!.split('#')[1]!)
    await expectRefused()
    expect(await drop(genuine.jwt)).toMatchObject({ status: 'valid', issuer: 'register-vouches' })
    expect(await drop((await made(other)).jwt)).toMatchObject({ status: 'valid', issuer: 'own-key' })
  })
})

test('a key that is known is not looked for again, whoever’s it is; which ones are compromised is, for all at once', async () => {
  const documents = [await made(world), await made(other)]
  for (const { jwt } of documents) await drop(jwt)
  const asked = async () => {
    statements.length = 0
    for (const { jwt, badge } of documents)
      for (const document of [jwt, badge]) expect((await drop(document)).status).toBe('valid')
    return statements.filter((statement) => /from "(issuer|signing)_keys"/.test(statement))
  }
  expect(await asked()).toEqual([])
  elapsed += 6_000
  expect(
    (await asked()).filter((statement) => !/signing_keys"|compromised_from" is not null/.test(statement)),
  ).toEqual([])
})

test('of as many organisations as a process has room for, the keys are kept; those of the others are read when they are needed', async () => {
  const ring = openIssuerRing(world.services.db, testSecret, () => 0, 1)
  const reads = async (...schools: School[]) => {
    statements.length = 0
    for (const { id } of schools) expect(await ring.publishedBy(id)).not.toEqual([])
    return statements.filter((statement) => statement.includes('from "issuer_keys"')).length
  }
  expect(await reads(world.school, world.school)).toBe(1)
  expect(await reads(world.school, other.school, other.school)).toBe(1)
  expect(await reads(world.school)).toBe(1)
})
