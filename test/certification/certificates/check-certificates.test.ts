import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type CertificateFault,
  checkCertificates,
} from '../../../src/certification/register-check/check-certificates.ts'
import { checkDaily } from '../../../src/certification/register-check/check-daily.ts'
import { keySecret } from '../../../src/platform/signing/key-secret.ts'
import { makeMissingKeys } from '../../../src/platform/signing/keys.ts'
import { openSigner } from '../../../src/platform/signing/signer.ts'
import { given } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'
import { hasOpenssl, newSeal, rsa, subject } from './credentials/seals.ts'

const one = [{ competence: '1.1', baseline: 2, target: 4 }]
const secret = 'a secret that protects nothing but the keys of this test'
let world: World
/** Checked with the clock of the test; the second is revoked. */
let sound: string
let revoked: string

beforeAll(async () => {
  world = await newWorld()
  const { db } = world.services
  await db.owner.execute(sql`delete from signing_keys`)
  await makeMissingKeys(db.owner, keySecret(secret, ''), new Date('2026-01-01T00:00:00Z'))
  world.services.signer = await openSigner(db, keySecret(secret, ''))
  if (hasOpenssl) world.services.eseal = { ...newSeal(rsa, subject), organisationId: world.school.id }
  sound = String((await given(world).certificate(one)).id)
  revoked = String((await given(world).certificate(one)).id)
  await given(world).revoke(revoked)
})

async function check(): Promise<CertificateFault[]> {
  const faults: CertificateFault[] = []
  await checkCertificates(world.services, (fault) => faults.push(fault))
  return faults
}

/** Does to the register what only its owner could, with the guards of the database off, and undoes it afterwards. */
async function tampered(change: string, work: () => Promise<void>): Promise<void> {
  const { owner } = world.services.db
  const tables = ['certificates', 'certificate_files', 'revocation_requests', 'recognitions']
  const guarded = (statements: string[]) =>
    owner.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      for (const statement of statements) await tx.execute(sql.raw(statement))
    })
  await guarded([
    ...tables.map((table) => `create table saved_${table} as table ${table}`),
    ...change.split(';'),
  ])
  try {
    await work()
  } finally {
    await guarded([
      ...tables.map((table) => `delete from ${table}`),
      ...tables.map((table) => `insert into ${table} select * from saved_${table}`),
      ...tables.map((table) => `drop table saved_${table}`),
    ])
  }
}

describe('the check of all certificates', () => {
  test('finds nothing where nothing is wrong, valid or revoked, and leaves out what was voided', async () => {
    expect(await check()).toEqual([])
    expect(await checkCertificates(world.services, () => {})).toBe(2)
  })

  type Case = [name: string, change: string, fault: { what: string; detail?: RegExp }]
  const file = (form: string) => `certificate_id = '$sound' and form = '${form}'`
  const rehash = (form: string) =>
    `update certificate_files set sha256 = encode(sha256(bytes), 'hex') where ${file(form)}`
  const flip = (form: string) =>
    `update certificate_files set bytes = set_byte(bytes, 200, get_byte(bytes, 200) # 1) where ${file(form)}`
  const lie = `update certificates set snapshot = replace(snapshot, '"level":4', '"level":5')`
  const sealed = `update certificates set`
  const sealCases: Case[] = [
    [
      'a byte of the sealed paper, with its hash',
      `${flip('sealed.pdf')}; ${rehash('sealed.pdf')}`,
      { what: 'seal', detail: /does not hold/ },
    ],
    [
      "another certificate's sealed paper, with its hash",
      `update certificate_files f set bytes = g.bytes, sha256 = g.sha256 from certificate_files g
        where f.certificate_id = '$sound' and f.form = 'sealed.pdf' and g.certificate_id = '$revoked' and g.form = 'sealed.pdf'`,
      { what: 'seal', detail: /another paper/ },
    ],
    [
      'a seal made with a certificate that had run out',
      `${sealed} sealed_at = '2041-01-01' where id = '$sound'`,
      { what: 'seal', detail: /not in force/ },
    ],
    [
      'a sealed paper that is missing',
      `delete from certificate_files where ${file('sealed.pdf')}`,
      { what: 'seal', detail: /no sealed paper/ },
    ],
    [
      'a sealed paper that the register does not know as sealed',
      `${sealed} seal = 'none', sealed_at = null, seal_certificate = null where id = '$sound'`,
      { what: 'seal', detail: /register says: none/ },
    ],
    [
      'a seal that is waited for longer than a day',
      `delete from certificate_files where ${file('sealed.pdf')}; ${sealed} seal = 'pending', sealed_at = null,
        seal_certificate = null, issued_at = issued_at - interval '2 days' where id = '$sound'`,
      { what: 'seal', detail: /waited for since/ },
    ],
  ]
  const cases: Case[] = [
    ['a byte of the paper', flip('pdf'), { what: 'pdf', detail: /hash/ }],
    [
      'a byte of the paper, with its hash',
      `${flip('pdf')}; ${rehash('pdf')}`,
      { what: 'pdf', detail: /drawn again/ },
    ],
    ['a byte of the credential, with its hash', `${flip('jwt')}; ${rehash('jwt')}`, { what: 'jwt' }],
    [
      'the proof of the badge, with its hash',
      `update certificate_files f set bytes = convert_to(replace(convert_from(f.bytes, 'UTF8'), 'Parauga', 'Cita'), 'UTF8')
        where ${file('ob3.json')}; ${rehash('ob3.json')}`,
      { what: 'ob3.json', detail: /proof/ },
    ],
    [
      "another certificate's credential, with its hash",
      `update certificate_files f set bytes = g.bytes, sha256 = g.sha256 from certificate_files g
        where f.certificate_id = '$sound' and f.form = 'jwt' and g.certificate_id = '$revoked' and g.form = 'jwt'`,
      { what: 'jwt', detail: /something else/ },
    ],
    [
      'the paper of a former drawing by its hash',
      `${flip('pdf')}; update certificates set drawing = 0 where id = '$sound'`,
      { what: 'pdf', detail: /hash/ },
    ],
    ...(hasOpenssl ? sealCases : []),
    [
      'a missing document',
      `delete from certificate_files where ${file('ob3.json')}`,
      { what: 'ob3.json', detail: /missing/ },
    ],
    ['the content', `${lie} where id = '$sound'`, { what: 'snapshot', detail: /hash/ }],
    [
      'the content, with its hash',
      `${lie}, snapshot_sha256 = encode(sha256(convert_to(replace(snapshot, '"level":4', '"level":5'), 'UTF8')), 'hex')
        where id = '$sound'`,
      { what: 'jwt', detail: /something else/ },
    ],
    [
      'an element that is missing',
      `update certificates set snapshot = replace(snapshot, '"workloadHours":120', '"workloadHours":0') where id = '$sound'`,
      { what: 'elements', detail: /workloadHours/ },
    ],
    [
      'the form of the content',
      `update certificates set snapshot = snapshot || ' ' where id = '$sound'`,
      { what: 'snapshot', detail: /canonical/ },
    ],
    [
      'content that cannot be read',
      `update certificates set snapshot = '{' where id = '$sound'`,
      { what: 'unreadable' },
    ],
    [
      'the number',
      `update certificates set number = 'DCR-2026-00000000' where id = '$sound'`,
      { what: 'snapshot', detail: /another/ },
    ],
    [
      'a revocation by one person',
      `update certificates set revoked_at = now(), revocation_reason = 'fraud', revoked_by = issuer_id where id = '$sound'`,
      { what: 'revocation', detail: /confirmed by another/ },
    ],
    [
      'a revocation without its reason',
      `update certificates set revocation_reason = null where id = '$revoked'`,
      { what: 'revocation' },
    ],
    [
      'the stage of the case',
      `update recognitions set stage = 'validation' where id = (select recognition_id from certificates where id = '$sound')`,
      { what: 'case' },
    ],
    [
      'an intent that was left',
      `update certificates set status = 'intended', created_at = created_at - interval '2 hours' where id = '$sound'`,
      { what: 'intent' },
    ],
  ]

  test.each(cases)('reports %s', async (_, change, fault) => {
    await tampered(change.replaceAll('$sound', sound).replaceAll('$revoked', revoked), async () => {
      const found = await check()
      const fits = found.filter(
        ({ what, detail }) => what === fault.what && (fault.detail?.test(detail) ?? true),
      )
      expect(fits.length, JSON.stringify(found)).toBeGreaterThan(0)
    })
  })

  test('leaves a paper undrawn that an earlier release drew otherwise, and still looks at its hash', async () => {
    const paper = `${flip('pdf')}; ${rehash('pdf')}`.replaceAll('$sound', sound)
    const told = async () => (await check()).filter(({ what }) => what === 'pdf')
    await tampered(paper, async () => {
      expect(await told()).toMatchObject([{ detail: 'drawn again, it is another' }])
    })
    await tampered(`${paper}; update certificates set drawing = 0 where id = '${sound}'`, async () => {
      expect(await told()).toEqual([])
    })
  })

  test('reports what a key signed that somebody else knew by then', async () => {
    const { owner } = world.services.db
    await owner.execute(sql`update issuer_keys set compromised_from = '2026-11-01'`)
    const { signer } = world.services
    world.services.signer = await openSigner(world.services.db, keySecret(secret, ''))
    expect((await check()).map(({ what, detail }) => `${what}: ${detail}`)).toEqual([
      ...Array(2)
        .fill([
          'jwt: its signature is: compromised-key',
          'ob3.json: its proof does not hold, or its key does not count',
        ])
        .flat(),
    ])
    world.services.signer = signer
    await owner.execute(sql`update issuer_keys set compromised_from = null`)
  })

  test('runs once a day, in one process, is measured, and is heard when it finds something', async () => {
    const metrics = async () => (await world.anyone.get('/metrics')).text
    const runs = async () =>
      (await world.services.db.owner.execute(
        sql`select checked, faults from certificate_checks order by id`,
      )) as object[]
    await Promise.all([checkDaily(world.services), checkDaily(world.services)])
    expect([...(await runs())]).toEqual([{ checked: 2, faults: 0 }])
    expect(await metrics()).toMatch(/^certificate_check_certificates 2$/m)
    world.clock.advance(1)
    await tampered(`update certificates set number = 'DCR-2026-00000000' where id = '${sound}'`, async () => {
      await expect(checkDaily(world.services)).rejects.toThrow(
        /1 faults in 2 certificates.*DCR-2026-00000000/,
      )
    })
    expect(await runs()).toHaveLength(2)
    expect(await metrics()).toMatch(/^certificate_check_faults 1$/m)
  })
})
