import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { compactVerify, importJWK, type JWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkProof } from '../../src/certification/documents/credentials/data-integrity.ts'
import { hashForProof } from '../../src/certification/documents/credentials/hash-for-proof.ts'
import { countsSince } from '../../src/platform/signing/key.ts'
import { keySecret } from '../../src/platform/signing/key-secret.ts'
import { compromiseKey, makeMissingKeys, rotateKeys } from '../../src/platform/signing/keys.ts'
import { openSigner } from '../../src/platform/signing/signer.ts'
import { asBytes } from '../setup/bytes.ts'
import { given } from '../setup/given.ts'
import { has } from '../setup/has.ts'
import { newWorld, type World } from '../setup/world.ts'

const run = promisify(execFile)
const hasJose = has('jose', 'alg')
const one = [{ competence: '1.1', baseline: 2, target: 4 }]
const secret = 'a secret that protects nothing but the keys of this test'
/** Of the organisation that issues. */
let did: string
let world: World
let databaseUrl: string
/** Milliseconds that the signer believes to have gone by. */
let elapsed = 0

beforeAll(async () => {
  world = await newWorld()
  did = `did:web:localhost%3A3000:organisations:${world.school.id}`
  const { db } = world.services
  await db.owner.execute(sql`delete from signing_keys`)
  await makeMissingKeys(db.owner, keySecret(secret, ''), new Date('2026-01-01T00:00:00Z'))
  world.services.signer = await openSigner(db, keySecret(secret, ''), () => elapsed)
  const [row] = (await db.owner.execute<{ name: string }>(sql`select current_database() as name`)) as {
    name: string
  }[]
  const url = new URL(db.url!)
  url.pathname = `/${row!.name}`
  databaseUrl = url.href
})

/** `npm run keys`, beside the running service, which looks at its keys again some seconds later. */
async function keys(...args: string[]): Promise<string[][]> {
  const { stdout } = await keysWith(secret, ...args)
  elapsed += 6_000
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(/\s{2,}/))
}

const keysWith = (KEY_SECRET: string, ...args: string[]) =>
  run(process.execPath, ['src/commands/keys.ts', ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl, KEY_SECRET },
  })

async function compromise(kid: string, from: string): Promise<void> {
  const { db } = world.services
  await compromiseKey(db.owner, keySecret(secret, ''), kid, new Date(from), world.clock.now)
  elapsed += 6_000
}

const ofSchool = (listed: string[][]) => listed.filter((line) => line[4]?.startsWith(world.school.id))

const signing = (listed: string[][], purpose: string) =>
  ofSchool(listed).find((line) => line[1] === purpose && line[3] === 'signs')![0]!

async function documentsOf(id: unknown) {
  const client = world.as({ school: world.school })
  const get = async (form: string) =>
    (await client.get(`/v1/certificates/${id}.${form}`).buffer().parse(asBytes)).body as Buffer
  return { jwt: (await get('jwt')).toString(), badge: JSON.parse((await get('ob3.json')).toString()) }
}

const kidOf = (jwt: string) => String(JSON.parse(Buffer.from(jwt.split('.')[0]!, 'base64url').toString()).kid)

const statusOf = async (jwt: string) =>
  (await world.anyone.post('/v1/verifications').send({ jwt })).body.status as string

async function published() {
  const { body: document } = await world.anyone.get(`/organisations/${world.school.id}/did.json`)
  const { body: set } = await world.anyone.get(`/organisations/${world.school.id}/jwks.json`)
  return {
    asserting: document.assertionMethod as string[],
    methods: document.verificationMethod as { id: string; revoked?: string }[],
    jwks: set.keys as (JWK & { revoked?: { revoked_at: number } })[],
  }
}

describe('the keys', () => {
  test('rotate while the service runs: the new ones sign, the retired ones stay published and verify', async () => {
    expect((await keys('list')).map((line) => line.slice(3))).toEqual(Array(3).fill(['signs', 'the service']))
    const old = await documentsOf((await given(world).certificate(one)).id)
    const before = await keys('list')
    const own = ['signs', `${world.school.id} ${world.school.name}`]
    expect(ofSchool(before).map((line) => line.slice(3))).toEqual([own, own])
    expect(kidOf(old.jwt)).toBe(`${did}#${signing(before, 'credential')}`)

    const after = await keys('rotate', '--organisation', world.school.id)
    const states = (listed: string[][]) => listed.map((line) => line[3]).sort()
    expect(states(ofSchool(after))).toEqual(['retired', 'retired', 'signs', 'signs'])
    const others = (listed: string[][]) => listed.filter((line) => line[4] === 'the service')
    expect(others(after)).toEqual(others(before))
    const rotated = await keys('rotate')
    expect(states(others(rotated))).toEqual(['retired', 'retired', 'retired', 'signs', 'signs', 'signs'])
    expect(ofSchool(rotated)).toEqual(ofSchool(after))
    const made = await documentsOf((await given(world).certificate(one)).id)
    expect(kidOf(made.jwt)).toBe(`${did}#${signing(after, 'credential')}`)
    expect(made.badge.proof[0].verificationMethod).toBe(`${did}#${signing(after, 'proof')}`)
    for (const { jwt } of [old, made]) expect(await statusOf(jwt)).toBe('valid')

    const { methods, jwks } = await published()
    for (const { jwt, badge } of [old, made]) {
      const kid = kidOf(jwt)
      expect(methods.map((method) => method.id)).toContain(kid)
      const { body: bare } = await world.anyone
        .get(`/organisations/${world.school.id}/keys/${kid.split('#')[1]}`)
        .expect(200)
      await compactVerify(jwt, await importJWK(bare, 'ES256'))
      const proofKid = badge.proof[0].verificationMethod.split('#')[1]
      expect(methods.map((method) => method.id)).toContain(`${did}#${proofKid}`)
      const jwk = jwks.find((key) => key.kid === `${did}#${proofKid}`)!
      expect(await checkProof(badge, jwk, hashForProof)).toBe(true)
    }
    const { body: ofService } = await world.anyone.get('/.well-known/jwks.json')
    const tokens = rotated.filter((line) => line[1] === 'token').map((line) => line[0])
    const shown = [...jwks, ...(ofService.keys as JWK[])]
    expect(ofService.keys).toHaveLength(4)
    expect(shown.filter((key) => tokens.includes(key.kid?.split('#')[1] ?? ''))).toEqual([])
    expect(JSON.stringify(jwks)).not.toMatch(/"d":/)
  })

  test('that somebody else may know count for what was registered before, and for nothing since', async () => {
    const earlier = await documentsOf((await given(world).certificate(one)).id)
    world.clock.advance(2)
    const from = world.clock.now.toISOString()
    const later = await documentsOf((await given(world).certificate(one)).id)
    const kid = kidOf(later.jwt).split('#')[1]!
    expect(kidOf(earlier.jwt)).toBe(kidOf(later.jwt))
    const forged = await world.services.signer.sign(
      'credential',
      { id: 'urn:uuid:01993c7e-0000-7000-8000-000000000000', issuer: { id: did } },
      { typ: 'vc+jwt', kid: `${did}#${kid}` },
    )

    const listed = await keys('compromise', kid, '--from', from)
    expect(listed.find((line) => line[0] === kid)![3]).toBe(`compromised from ${from}`)
    expect(signing(listed, 'credential')).not.toBe(kid)

    expect(await statusOf(earlier.jwt)).toBe('valid')
    expect(await statusOf(later.jwt)).not.toBe('valid')
    expect(await statusOf(forged)).not.toBe('valid')
    const { methods, jwks, asserting } = await published()
    expect(methods.find((method) => method.id === `${did}#${kid}`)!.revoked).toBe(from)
    expect(asserting).not.toContain(`${did}#${kid}`)
    expect(asserting).toContain(`${did}#${signing(listed, 'credential')}`)
    const bare = await world.anyone.get(`/organisations/${world.school.id}/keys/${kid}`)
    expect(bare.body.revoked).toEqual({
      revoked_at: Date.parse(from) / 1000,
    })
    expect(jwks.find((key) => key.kid === `${did}#${kid}`)!.revoked).toEqual({
      revoked_at: Date.parse(from) / 1000,
    })

    await expect(compromise(kid, '2026-12-31T00:00:00Z')).rejects.toThrow(/still to come/)
    expect(await statusOf(later.jwt)).not.toBe('valid')
    await compromise(kid, '2026-01-02T00:00:00Z')
    expect(await statusOf(earlier.jwt)).not.toBe('valid')
    const resigned = await keys('resign')
    expect(resigned.map((line) => line[2] ?? line[0])).toEqual([
      'signed',
      'signed',
      'signed',
      '3 certificates signed anew, 0 failed.',
    ])
    expect(await statusOf(earlier.jwt)).toBe('valid')
    expect(await statusOf((await documentsOf((await given(world).certificate(one)).id)).jwt)).toBe('valid')
  })

  test('that signed tokens end them when somebody else may know them', async () => {
    const client = world.as({ school: world.school })
    expect((await client.get('/v1/certificates')).status).toBe(200)
    await compromise(world.services.signer.keyId('token'), '2026-11-22T00:00:00Z')
    expect((await client.get('/v1/certificates')).status).toBe(401)
    expect((await world.as({ school: world.school }).get('/v1/certificates')).status).toBe(200)
  })

  test('are one for each purpose after many rotations at once, and the others are retired', async () => {
    const { db, signer } = world.services
    const opened = keySecret(secret, '')
    await Promise.all(Array.from({ length: 12 }, () => rotateKeys(db.owner, opened, world.clock.now)))
    elapsed += 6_000
    await signer.refresh()
    const signing = signer.published().filter(({ retiredAt }) => retiredAt === null)
    expect(signing.map(({ purpose }) => purpose).sort()).toEqual(['credential', 'proof', 'token'])
  })

  test.runIf(hasJose)('are read by jose, which checks what they signed, and takes nothing else', async () => {
    const { jwt } = await documentsOf((await given(world).certificate(one)).id)
    const { body: set } = await world.anyone.get(`/organisations/${world.school.id}/jwks.json`)
    const folder = mkdtempSync(join(tmpdir(), 'keys-'))
    const read = async (text: string) => {
      writeFileSync(join(folder, 'credential.jwt'), text)
      writeFileSync(join(folder, 'jwks.json'), JSON.stringify(set))
      const { stdout } = await run('jose', 'jws ver -i credential.jwt -k jwks.json -O -'.split(' '), {
        cwd: folder,
      })
      return JSON.parse(stdout)
    }
    try {
      expect((await read(jwt)).issuer.id).toBe(did)
      const [header, , signature] = jwt.split('.')
      await expect(read([header, 'e30', signature].join('.'))).rejects.toThrow()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('are not touched with a wrong secret, for an unknown key, or by a command that cannot be read', async () => {
    const { db, signer } = world.services
    const before = signer.published()
    const wrong = keySecret('another secret, which opens none of these keys', '')
    await expect(rotateKeys(db.owner, wrong, world.clock.now)).rejects.toThrow(/KEY_SECRET/)
    await expect(compromise('nobody', '2026-11-21T00:00:00Z')).rejects.toThrow(/no key nobody/)
    await expect(keys('compromise', 'nobody', '--from', 'noon')).rejects.toThrow(/npm run keys/)
    await expect(keys('list', '--organisation', world.school.id)).rejects.toThrow(/npm run keys/)
    await expect(keys('rotate', '--organisation', 'nobody')).rejects.toThrow(/npm run keys/)
    await expect(keys('rotate', '--organisation', world.stranger.id)).rejects.toThrow(/has no keys/)
    const strange = `-${'a'.repeat(42)}`
    const from = '2026-11-21T14:00:00Z'
    await expect(keys('compromise', strange, '--from', from)).rejects.toThrow(`There is no key ${strange}`)
    elapsed += 6_000
    await signer.refresh()
    expect(signer.published()).toEqual(before)
  })
})

test('a signature counts until the moment from which its key was known to somebody else', () => {
  const compromisedFrom = new Date('2026-11-21T12:00:00Z')
  expect(countsSince({ compromisedFrom: null }, null)).toBe(true)
  expect(countsSince({ compromisedFrom }, null)).toBe(false)
  expect(countsSince({ compromisedFrom }, new Date('2026-11-21T11:59:59.999Z'))).toBe(true)
  expect(countsSince({ compromisedFrom }, compromisedFrom)).toBe(false)
})
