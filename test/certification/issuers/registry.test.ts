import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkProof, type JsonLd } from '../../../src/certification/documents/credentials/data-integrity.ts'
import { hashForProof } from '../../../src/certification/documents/credentials/hash-for-proof.ts'
import { given } from '../../setup/given.ts'
import { newWorld, publicUrl, type World } from '../../setup/world.ts'

const did = 'did:web:localhost%3A3000'
const stated = {
  country: 'LV',
  checkedBy: 'Agency One',
  checkedHow: 'register-extract',
  checkedOn: '2026-11-02',
}
const accreditation = {
  kind: 'national-accreditation',
  scope: { lv: 'Izglītības programmas', en: 'Programmes of education' },
  by: 'Agency Two',
  number: 'AP 1234',
  from: '2026-01-01',
  until: '2031-12-31',
  link: 'https://example.org/register/1234',
}

type Issuer = { organisation: string; name: string; confirmed: object | null; accreditations: object[] }
type Registry = { next: string | null; issuers: Issuer[] }

type Signed = JsonLd & {
  validUntil: string
  credentialSubject: Registry
  proof: { verificationMethod: string }[]
}

let world: World
const heard: string[] = []
beforeAll(async () => {
  world = await newWorld({}, (statement) => heard.push(statement))
})
const operator = () => world.as({ school: world.school, role: 'admin' })
const path = '/.well-known/issuers.json'
const ask = async (address = path) => {
  const { body } = await world.anyone.get(address).expect(200)
  return body as Signed
}
const find = async (organisation: string) =>
  (await ask()).credentialSubject.issuers.find((issuer) => issuer.organisation === organisation)

async function confirm(id: string, name: string, over: object = {}): Promise<void> {
  await operator()
    .put(`/v1/organisations/${id}/identity`)
    .send({ ...stated, name, ...over })
    .expect(200)
}

describe('the registry of issuers', () => {
  test('has nobody who neither issued nor is vouched for', async () => {
    expect((await ask()).credentialSubject).toMatchObject({ issuers: [], next: null })
  })

  test('has whoever has issued, and says that nobody has confirmed it', async () => {
    await given(world).certificate()
    expect((await ask()).credentialSubject.issuers).toMatchObject([
      { id: `${did}:organisations:${world.school.id}`, name: world.school.name, confirmed: null },
    ])
    expect(await find(world.host.id)).toBeUndefined()
  })

  test('has whoever is vouched for, by whom, how and since when, and what it is competent for', async () => {
    const oid = 'E10000033'
    await confirm(world.host.id, world.host.name, { oid, accreditations: [accreditation] })
    expect(await find(world.host.id)).toMatchObject({
      id: `${did}:organisations:${world.host.id}`,
      name: world.host.name,
      country: 'LV',
      oid,
      confirmed: { by: 'Agency One', how: 'register-extract', howInWords: null, on: '2026-11-02' },
      accreditations: [accreditation],
    })
    await operator()
      .post(`/v1/organisations/${world.host.id}/identity/withdrawal`)
      .send({ reason: 'It was closed.' })
      .expect(200)
    expect(await find(world.host.id)).toBeUndefined()
  })

  test('is signed by the service, as a credential and as a JWT', async () => {
    await confirm(world.host.id, world.host.name)
    const registry = await ask()
    expect(registry).toMatchObject({ id: `${publicUrl}${path}`, issuer: did })
    expect(Date.parse(registry.validUntil)).toBeGreaterThan(world.clock.now.getTime())
    const { keys } = (await world.anyone.get('/.well-known/jwks.json')).body
    const keyNamed = (kid: string) => keys.find((key: { kid: string }) => key.kid === kid)
    const { verificationMethod } = registry.proof[0]!
    expect(await checkProof(registry, keyNamed(verificationMethod), hashForProof)).toBe(true)
    const forged = structuredClone(registry)
    forged.credentialSubject.issuers[0]!.name = 'Another School'
    expect(await checkProof(forged, keyNamed(verificationMethod), hashForProof)).toBe(false)

    const jwts = [
      world.anyone.get(path).set('accept', 'application/vc+jwt'),
      world.anyone.get('/.well-known/issuers.jwt'),
    ]
    for (const asked of jwts) {
      const { text, body, type } = await asked.expect(200)
      expect(type).toBe('application/vc+jwt')
      const jwt = text ?? Buffer.from(body).toString()
      const key = await importJWK(keyNamed(String(decodeProtectedHeader(jwt).kid)), 'ES256')
      const { payload } = await jwtVerify(jwt, key, { typ: 'vc+jwt', currentDate: world.clock.now })
      expect(payload.credentialSubject).toEqual(registry.credentialSubject)
    }
  })

  test('is the same until it says something else, by one statement of a stranger', async () => {
    const first = await world.anyone.get(path).expect(200)
    heard.length = 0
    await world.anyone.get(path).set('if-none-match', first.headers.etag!).expect(304)
    expect(heard.filter((statement) => !statement.includes('set_config'))).toHaveLength(1)
    await confirm(world.host.id, world.host.name, { checkedOn: '2026-11-03' })
    const second = await world.anyone.get(path).set('if-none-match', first.headers.etag!).expect(200)
    expect(second.headers.etag).not.toBe(first.headers.etag)
    await world.anyone.get(`${path}?page=0`).expect(400)
  })

  test('comes in pages that a reader follows to the end', async () => {
    const names = Array.from({ length: 203 }, (_, index) => `Workshop ${index + 1000} of Many`)
    const enter = async (name: string) => {
      const { body } = await operator().post('/v1/organisations').send({ name, country: 'LV' }).expect(201)
      await confirm(body.id, name)
    }
    for (let from = 0; from < names.length; from += 7)
      await Promise.all(names.slice(from, from + 7).map(enter))
    const found: string[] = []
    for (let next: string | null = path; next; ) {
      const { credentialSubject } = await ask(next.replace(publicUrl, ''))
      expect(credentialSubject.issuers.length).toBeLessThan(201)
      found.push(...credentialSubject.issuers.map(({ name }) => name))
      next = credentialSubject.next
    }
    expect(names.filter((name) => !found.includes(name))).toEqual([])
    expect(new Set(found).size).toBe(found.length)
    expect(found).toHaveLength(205)
  })
})
