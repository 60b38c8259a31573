import { sql } from 'drizzle-orm'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeDocuments } from '../../../src/certification/certificates/make-documents.ts'
import { readStatusList } from '../../../src/certification/documents/credentials/status-list.ts'
import { checkCertificates } from '../../../src/certification/register-check/check-certificates.ts'
import { resignCertificates } from '../../../src/certification/resigning/resign-certificates.ts'
import { rotateIssuerKeys } from '../../../src/platform/signing/issuer-keys.ts'
import { compromiseKey } from '../../../src/platform/signing/keys.ts'
import { openSigner } from '../../../src/platform/signing/signer.ts'
import { asBytes } from '../../setup/bytes.ts'
import { testSecret } from '../../setup/database.ts'
import { given } from '../../setup/given.ts'
import { newWorld, publicUrl, type World } from '../../setup/world.ts'

const outcome = [{ competence: '1.1', baseline: 2, target: 4 }]
const service = 'did:web:localhost%3A3000'
/** Milliseconds that the signer believes to have gone by. */
let elapsed = 0
let world: World
/** The world in which the host sends learners, too. */
let other: World
let ofSchool: string
let ofOther: string
/** Issued in the name of the service, as all were once. */
let earlier: string

beforeAll(async () => {
  world = await newWorld({ pageImages: async () => [new Uint8Array(1)] })
  world.services.signer = await openSigner(world.services.db, testSecret, () => elapsed)
  other = { ...world, school: world.host, host: world.stranger }
  const issue = async (by: World) => String((await given(by).certificate(outcome)).id)
  ;[ofSchool, ofOther, earlier] = [await issue(world), await issue(other), await issue(world)]
  await asBefore(earlier)
})

/** Makes of a certificate what the release before issued. */
async function asBefore(id: string): Promise<void> {
  const { services } = world
  const [row] = (await services.db.owner.execute(
    sql`select snapshot, status_list, status_index from certificates where id = ${id}`,
  )) as { snapshot: string; status_list: string; status_index: number }[]
  const place = { statusList: row!.status_list, statusIndex: row!.status_index, issuerDid: null }
  const files = await makeDocuments(services, place, JSON.parse(row!.snapshot))
  await services.db.owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`update certificates set issuer_did = null where id = ${id}`)
    for (const { form, sha256, bytes } of files)
      await tx.execute(sql`update certificate_files set sha256 = ${sha256}, size = ${bytes.length},
        bytes = ${Buffer.from(bytes)} where certificate_id = ${id} and form = ${form}`)
  })
}

async function jwtOf(by: World, id: string): Promise<string> {
  const asked = by.as({ school: by.school }).get(`/v1/certificates/${id}.jwt`)
  return String((await asked.buffer().parse(asBytes).expect(200)).body)
}

async function kids(): Promise<string[]> {
  const jwts = [await jwtOf(world, ofSchool), await jwtOf(other, ofOther), await jwtOf(world, earlier)]
  return jwts.map((jwt) => String(decodeProtectedHeader(jwt).kid))
}

async function verdicts(): Promise<unknown[]> {
  const jwts = [await jwtOf(world, ofSchool), await jwtOf(other, ofOther), await jwtOf(world, earlier)]
  return Promise.all(
    jwts.map(async (jwt) => (await world.anyone.post('/v1/verifications').send({ jwt })).body.status),
  )
}

async function resign(): Promise<string[]> {
  const signed: string[] = []
  await resignCertificates(world.services, ({ number, result }) => signed.push(`${number} ${result}`))
  return signed
}

async function faults(): Promise<unknown[]> {
  const found: unknown[] = []
  await checkCertificates(world.services, (fault) => found.push(fault))
  return found
}

/** All keys that are published anywhere, by whose they are. */
const published = async () => ({
  service: world.services.signer.published(),
  school: await world.services.signer.publishedBy(world.school.id),
  other: await world.services.signer.publishedBy(other.school.id),
})

describe('the holders of keys', () => {
  test('each stand behind what was issued in their name, earlier certificates among it', async () => {
    const [own, others, before] = await kids()
    expect(own).toMatch(`${service}:organisations:${world.school.id}#`)
    expect(others).toMatch(`${service}:organisations:${other.school.id}#`)
    expect(before).toBe(`${service}#${world.services.signer.keyId('credential')}`)
    expect(await verdicts()).toEqual(['valid', 'valid', 'valid'])
    expect(await faults()).toEqual([])
    const { credentialStatus } = decodeJwt(await jwtOf(world, earlier)) as {
      credentialStatus: { statusListCredential: string }
    }
    expect(credentialStatus.statusListCredential).toBe(`${publicUrl}/v1/status-lists/${world.school.id}.1`)
  })

  test('change their keys one by one, and nobody else’s', async () => {
    const before = await published()
    await rotateIssuerKeys(world.services.db.owner, world.school.id, testSecret, world.clock.now)
    elapsed += 6_000
    const after = await published()
    expect(after).toMatchObject({ service: before.service, other: before.other })
    expect(after.school).toHaveLength(4)
    const signing = after.school.filter(({ retiredAt }) => retiredAt === null)
    expect(signing.map(({ purpose }) => purpose).sort()).toEqual(['credential', 'proof'])
    expect(before.school.map(({ kid }) => kid)).not.toContain(signing[0]!.kid)
    expect(await verdicts()).toEqual(['valid', 'valid', 'valid'])
  })

  test('whose key others know have their own certificates signed anew, in the same name, and only these', async () => {
    const [own, others, before] = await kids()
    const { db } = world.services
    const compromise = async (kid: string) => {
      await compromiseKey(db.owner, testSecret, kid.split('#')[1]!, world.clock.now, world.clock.now)
      elapsed += 6_000
    }
    const untouched = await published()
    await compromise(own!)
    expect(await published()).toMatchObject({ service: untouched.service, other: untouched.other })
    expect(await resign()).toHaveLength(1)
    const [anew, ...rest] = await kids()
    expect(anew).toMatch(`${service}:organisations:${world.school.id}#`)
    expect(anew).not.toBe(own)
    expect(rest).toEqual([others, before])

    await compromise(before!)
    expect(await resign()).toHaveLength(1)
    expect(await kids()).toEqual([anew, others, `${service}#${world.services.signer.keyId('credential')}`])
    expect(await resign()).toEqual([])
    expect(await verdicts()).toEqual(['valid', 'valid', 'valid'])
    expect(await faults()).toEqual([])
  })

  test('tell alike in their lists what was revoked, whoever issued it', async () => {
    await given(world).revoke(earlier)
    const { credentialStatus } = decodeJwt(await jwtOf(world, earlier)) as {
      credentialStatus: { statusListIndex: string }
    }
    const paths = [
      `/v1/status-lists/${world.school.id}.1`,
      `/organisations/${world.school.id}/status-lists/1`,
    ]
    const lists = await Promise.all(
      paths.map(async (path) => {
        const answer = await world.anyone.get(path).buffer().parse(asBytes).expect(200)
        return decodeJwt(String(answer.body)) as {
          issuer: string
          id: string
          credentialSubject: { encodedList: string }
        }
      }),
    )
    expect(lists.map(({ issuer }) => issuer)).toEqual([
      service,
      `${service}:organisations:${world.school.id}`,
    ])
    expect(lists.map(({ id }) => id)).toEqual(paths.map((path) => `${publicUrl}${path}`))
    for (const list of lists)
      expect(readStatusList(list, world.clock.now).isRevoked(Number(credentialStatus.statusListIndex))).toBe(
        true,
      )
  })
})

test('an organisation is given its keys once, whoever else of the process looks for them meanwhile', async () => {
  const { db } = world.services
  const { id } = world.stranger
  for (let round = 0; round < 20; round++) {
    await db.owner.execute(sql`delete from issuer_keys where organisation_id = ${id}`)
    const signer = await openSigner(db, testSecret)
    let isMade = false
    const made = signer.keyIdOf(id, 'proof').finally(() => {
      isMade = true
    })
    // Whoever asks for its DID document reads what is there at that moment.
    while (!isMade) {
      await signer.publishedBy(id)
      await new Promise(setImmediate)
    }
    const named = [await made, await signer.keyIdOf(id, 'proof')]
    expect(new Set(named).size).toBe(1)
  }
})
