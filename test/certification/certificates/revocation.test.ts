import { sql } from 'drizzle-orm'
import { decodeJwt, importJWK, jwtVerify } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { revocationReasons } from '../../../src/certification/certificates/certificate.ts'
import { checkProof } from '../../../src/certification/documents/credentials/data-integrity.ts'
import { hashForProof } from '../../../src/certification/documents/credentials/hash-for-proof.ts'
import {
  decodeStatusList,
  isSet,
  readStatusList,
} from '../../../src/certification/documents/credentials/status-list.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type School, type World } from '../../setup/world.ts'

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
type Certificate = { id: string; verificationUrl: string }
type Credential = {
  validFrom: string
  credentialSubject: { ttl: number; encodedList: string }
  credentialStatus: { statusListCredential: string; statusListIndex: string }
}
let world: World
let school: School
beforeAll(async () => {
  world = await newWorld()
  school = world.school
})

const issued = async () => (await given(world).certificate(one)) as Certificate
const at = (certificate: Certificate, rest = '') => `/v1/certificates/${certificate.id}/revocation${rest}`
const request = (certificate: Certificate, role: 'coordinator' | 'issuer' | 'admin' = 'coordinator') =>
  world.as({ school, role }).post(at(certificate)).send({ reason: 'wrong-data' })
const confirm = (certificate: Certificate, role: 'coordinator' | 'issuer' | 'admin' = 'issuer') =>
  world.as({ school, role }).post(at(certificate, '/confirmation'))
const read = async (certificate: Certificate) =>
  (await world.as({ school }).get(`/v1/certificates/${certificate.id}`)).body

async function credentialOf(certificate: Certificate): Promise<{ credential: Credential; jwt: string }> {
  const { body } = await world
    .as({ school })
    .get(`/v1/certificates/${certificate.id}.jwt`)
    .buffer()
    .parse(asBytes)
  const jwt = (body as Buffer).toString()
  return { credential: JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()), jwt }
}

const getList = (url: string, accept: string) =>
  world.anyone.get(new URL(url).pathname).set('accept', accept).buffer().parse(asBytes)

async function isRevokedInList(certificate: Certificate, accept: string): Promise<boolean> {
  const { credential } = await credentialOf(certificate)
  const { statusListCredential, statusListIndex } = credential.credentialStatus
  const text = ((await getList(statusListCredential, accept)).body as Buffer).toString()
  const list = JSON.parse(
    accept === 'application/vc+jwt' ? Buffer.from(text.split('.')[1]!, 'base64url').toString() : text,
  ) as Credential
  return isSet(decodeStatusList(list.credentialSubject.encodedList), Number(statusListIndex))
}

describe('a revocation', () => {
  test('takes two people: what one asks for is not revoked until another confirms', async () => {
    const certificate = await issued()
    const asked = await request(certificate, 'issuer').expect(202)
    expect(asked.body).toMatchObject({
      status: 'valid',
      revokedAt: null,
      revocationRequest: { reason: 'wrong-data', requestedBy: school.members.issuer },
    })
    const self = await confirm(certificate, 'issuer')
    expect([self.status, self.body.detail]).toEqual([403, expect.stringContaining('two people')])
    expect((await confirm(certificate, 'coordinator')).status).toBe(403)
    expect(await isRevokedInList(certificate, 'application/vc+jwt')).toBe(false)

    const { body } = await confirm(certificate, 'admin').expect(200)
    expect(body).toMatchObject({ status: 'revoked', revocationReason: 'wrong-data', revocationRequest: null })
    expect((await confirm(certificate, 'issuer')).status).toBe(409)
    expect((await request(certificate)).status).toBe(409)
  })

  test('by one person alone is refused by the database too', async () => {
    const certificate = await issued()
    await request(certificate, 'issuer')
    const { owner } = world.services.db
    await expect(
      owner.execute(sql`update revocation_requests set outcome = 'confirmed', decided_by = requested_by,
        decided_at = now() where certificate_id = ${certificate.id}`),
    ).rejects.toThrow(expect.objectContaining({ cause: expect.objectContaining({ code: '23514' }) }))
  })

  test('can be dismissed by whoever asked or by who could confirm, and asked for again', async () => {
    const certificate = await issued()
    const dismiss = (role: 'coordinator' | 'validator' | 'issuer') =>
      world.as({ school, role }).post(at(certificate, '/dismissal'))
    expect((await dismiss('issuer')).status).toBe(409)
    await request(certificate)
    expect((await dismiss('validator')).status).toBe(403)
    expect((await dismiss('coordinator').expect(200)).body).toMatchObject({
      status: 'valid',
      revocationRequest: null,
    })
    await request(certificate).expect(202)
    expect((await request(certificate, 'admin')).status).toBe(409)
    await dismiss('issuer').expect(200)
    expect((await read(certificate)).status).toBe('valid')
  })

  test('is asked for with a listed reason only, by the awarding organisation only', async () => {
    const certificate = await issued()
    const coordinator = world.as({ school, role: 'coordinator' })
    const bad = await coordinator.post(at(certificate)).send({ reason: 'because' })
    expect([bad.status, bad.body.errors[0].pointer]).toEqual([400, '/reason'])
    const host = world.as({ school: world.host, role: 'issuer' })
    expect((await host.post(at(certificate)).send({ reason: 'fraud' })).status).toBe(403)
    const stranger = world.as({ school: world.stranger, role: 'issuer' })
    expect((await stranger.post(at(certificate)).send({ reason: 'fraud' })).status).toBe(404)
    expect((await stranger.post(at(certificate, '/confirmation'))).status).toBe(404)
    expect(revocationReasons).toContain('superseded')
  })

  test('confirmed by two at once happens once', async () => {
    const certificate = await issued()
    await request(certificate)
    const { owner } = world.services.db
    await owner.execute(sql`create function dawdle() returns trigger language plpgsql as
      $$ begin perform pg_sleep(0.3); return new; end $$`)
    await owner.execute(sql`create trigger dawdle before update on revocation_requests
      for each row execute function dawdle()`)
    const answers = await Promise.all([confirm(certificate, 'issuer'), confirm(certificate, 'admin')])
    await owner.execute(sql`drop trigger dawdle on revocation_requests`)
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  })

  test('shows at once on every way to check, none of which may be cached for more than a minute', async () => {
    const certificate = await issued()
    const { credential, jwt } = await credentialOf(certificate)
    const pdf = await world
      .as({ school })
      .get(`/v1/certificates/${certificate.id}.pdf`)
      .buffer()
      .parse(asBytes)
    const page = new URL(certificate.verificationUrl).pathname
    const ways = {
      code: () => world.anyone.get(page).set('accept', 'application/json'),
      jwt: () => world.anyone.post('/v1/verifications').send({ jwt }),
      pdf: () => world.anyone.post('/v1/verifications').set('content-type', 'application/pdf').send(pdf.body),
    }
    for (const ask of Object.values(ways)) expect((await ask()).body.status).toBe('valid')
    expect(await isRevokedInList(certificate, 'application/json')).toBe(false)

    world.clock.advance(1)
    await given(world).revoke(certificate.id)
    for (const ask of Object.values(ways)) expect((await ask()).body.status).toBe('revoked')
    expect((await read(certificate)).revokedAt).toBe(world.clock.now.toISOString())
    expect(await isRevokedInList(certificate, 'application/json')).toBe(true)
    expect(await isRevokedInList(certificate, 'application/vc+jwt')).toBe(true)

    const cached = [await ways.code(), await getList(credential.credentialStatus.statusListCredential, '*/*')]
    for (const { headers } of cached) {
      const seconds = /max-age=(\d+)/.exec(String(headers['cache-control'] ?? ''))?.[1] ?? 0
      expect(Number(seconds)).toBeLessThanOrEqual(60)
    }
  })

  test('as superseded is shown as that', async () => {
    const certificate = await issued()
    expect((await given(world).revoke(certificate.id, 'superseded')).status).toBe('superseded')
  })

  test('stands for ever: not even the owner of the tables undoes it, and erasing the person is refused or leaves it', async () => {
    const certificate = await issued()
    await given(world).revoke(certificate.id)
    const { owner } = world.services.db
    const undo = [
      sql`update certificates set revoked_at = null where id = ${certificate.id}`,
      sql`update certificates set status = 'intended' where id = ${certificate.id}`,
      sql`delete from certificates where id = ${certificate.id}`,
      sql`delete from people where id = (select m.learner_id from certificates c
        join recognitions r on r.id = c.recognition_id join mobilities m on m.id = r.mobility_id
        where c.id = ${certificate.id})`,
    ]
    for (const statement of undo) await expect(owner.execute(statement)).rejects.toThrow()
    await owner.execute(sql`update people set given_name = '-', family_name = '-', external_id = null
      where id = (select m.learner_id from certificates c join recognitions r on r.id = c.recognition_id
        join mobilities m on m.id = r.mobility_id where c.id = ${certificate.id})`)
    expect((await read(certificate)).status).toBe('revoked')
    expect(await isRevokedInList(certificate, 'application/vc+jwt')).toBe(true)
  })
})

describe('a status list', () => {
  test('is signed in both forms, as asked for by Accept, and each verifies with the published keys', async () => {
    const { credential } = await credentialOf(await issued())
    const url = credential.credentialStatus.statusListCredential
    const did = (await world.anyone.get(`/organisations/${world.school.id}/did.json`)).body as {
      verificationMethod: { id: string; publicKeyJwk?: object }[]
    }
    const method = did.verificationMethod.find((one) => one.publicKeyJwk)!
    for (const accept of ['application/vc+jwt', '*/*']) {
      const answer = await getList(url, accept)
      expect(answer.headers['content-type']).toBe('application/vc+jwt')
      const { payload, protectedHeader } = await jwtVerify(
        (answer.body as Buffer).toString(),
        await importJWK(method.publicKeyJwk!, 'ES256'),
      )
      expect(protectedHeader.kid).toBe(method.id)
      expect(payload.id).toBe(url)
    }
    const keys = await world.services.signer.publishedBy(world.school.id)
    const proofKey = keys.find((key) => key.purpose === 'proof')!
    for (const accept of [
      'application/vc',
      'application/vc+ld+json',
      'application/json',
      'text/html, application/json;q=0.9',
    ]) {
      const answer = await getList(url, accept)
      const list = JSON.parse((answer.body as Buffer).toString())
      expect(list.type).toContain('BitstringStatusListCredential')
      expect(await checkProof(list, proofKey.jwk, hashForProof)).toBe(true)
    }
  })

  test('may be cached for its ttl, is the same bytes until a certificate is revoked, and then another', async () => {
    const certificate = await issued()
    const { credential } = await credentialOf(certificate)
    const url = credential.credentialStatus.statusListCredential
    const first = await getList(url, 'application/vc')
    const list = JSON.parse((first.body as Buffer).toString()) as Credential
    expect(first.headers['cache-control']).toBe(`public, max-age=${list.credentialSubject.ttl / 1000}`)
    expect(first.headers.vary).toMatch(/accept/i)
    expect((await getList(url, 'application/vc')).body).toEqual(first.body)
    const again = world.anyone.get(new URL(url).pathname).set('accept', 'application/vc')
    expect((await again.set('if-none-match', String(first.headers.etag))).status).toBe(304)

    world.clock.advance(1)
    await given(world).revoke(certificate.id)
    const later = await getList(url, 'application/vc')
    expect(later.headers.etag).not.toBe(first.headers.etag)
    expect(JSON.parse((later.body as Buffer).toString()).validFrom).toBe(world.clock.now.toISOString())
  })

  test('says until when it may be relied on, in every form, and is signed anew before; the verifier is told of a stale one', async () => {
    const { credential } = await credentialOf(await issued())
    const url = credential.credentialStatus.statusListCredential
    const read = async (accept: string) => ((await getList(url, accept)).body as Buffer).toString()
    const ends = async () => {
      const proven = JSON.parse(await read('application/vc')) as { validUntil: string }
      const jwt = decodeJwt(await read('application/vc+jwt'))
      const token = decodeJwt(await read('application/statuslist+jwt'))
      return [proven.validUntil, jwt.validUntil, new Date(token.exp! * 1000).toISOString()]
    }
    const before = world.clock.now
    const list = JSON.parse(await read('application/vc'))
    const until = Date.parse(list.validUntil)
    expect(until - before.getTime()).toBeGreaterThanOrEqual(12 * 3_600_000)
    expect(until - before.getTime()).toBeLessThanOrEqual(24 * 3_600_000)
    expect(new Set(await ends())).toEqual(new Set([list.validUntil]))

    world.clock.now = new Date(until - 60_000)
    const later = await ends()
    expect(new Set(later).size).toBe(1)
    expect(Date.parse(String(later[0]))).toBeGreaterThan(until)
    world.clock.now = before

    const isStale = (minutes: number) => readStatusList(list, new Date(until + minutes * 60_000)).isStale
    expect([-1, 4, 6].map(isStale)).toEqual([false, false, true])
  })

  test('and the keys are read by verifiers that run on a page of another origin; nothing else is', async () => {
    const { credential } = await credentialOf(await issued())
    const { pathname } = new URL(credential.credentialStatus.statusListCredential)
    const { body: keys } = await world.anyone.get('/.well-known/jwks.json')
    const kid = keys.keys[0].kid.split('#').at(-1)
    const below = `/organisations/${world.school.id}`
    const own = [`${below}/did.json`, `${below}/jwks.json`, `/v1/status-lists/${world.school.id}.1`]
    const service = ['/.well-known/did.json', '/.well-known/jwks.json', `/keys/${kid}`]
    for (const path of [pathname, ...own, ...service]) {
      const { status, headers } = await world.anyone.get(path).set('origin', 'https://verifier.example')
      expect([path, status]).toEqual([path, 200])
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      })
    }
    const page = await world.anyone.get('/verify').set('origin', 'https://verifier.example')
    expect(page.headers).not.toHaveProperty('access-control-allow-origin')
  })

  test('that no certificate is in does not exist', async () => {
    expect((await world.anyone.get(`/v1/status-lists/${world.school.id}.99`)).status).toBe(404)
    expect((await world.anyone.get('/v1/status-lists/nonsense')).status).toBe(400)
    for (const school of [world.school, world.stranger])
      expect((await world.anyone.get(`/organisations/${school.id}/status-lists/99`)).status).toBe(404)
    expect((await world.anyone.get(`/organisations/${world.school.id}/status-lists/one`)).status).toBe(400)
  })
})
