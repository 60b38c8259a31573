import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as migrateTo } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { listAuditLines } from '../../../src/custody/ledger/store.ts'
import { type Database, openDatabase, type Tx } from '../../../src/db/client.ts'
import { migrate } from '../../../src/db/migrate.ts'
import { asTenant } from '../../../src/db/tenancy.ts'
import { listAppealMoves } from '../../../src/recognition/appeals/store.ts'
import { listRecognitions, listTransitions } from '../../../src/recognition/store.ts'
import { afterwards } from '../../setup/afterwards.ts'
import { withDatabase } from '../../setup/database.ts'
import { rowsOf } from './numbered.ts'

const of = (kind: number, n = 1) => `00000000-0000-7000-800${kind}-${String(n).padStart(12, '0')}`
const [school, host, recognition, certificate, appeal] = [of(1), of(2), of(3), of(4), of(5)]
const [validator, issuer, assessor, learner] = [of(6), of(7), of(8), of(9)]

type Act = { at: string; by: string | null; person?: string; organisation?: string; details?: string }

/** What the previous release writes for one act: the move, where it moves something, then the audit line. */
const audit = (n: number, action: string, subject: string, { at, by, person, ...act }: Act) =>
  sql`insert into audit_lines (id, organisation_id, case_organisation_id, at, action, subject_id, client_id, member_id,
      person_id, request_id, details)
    values (${of(0, n)}, ${act.organisation ?? school}, ${act.organisation ? school : null}, ${at}, ${action}, ${subject},
      null, ${by}, ${person ?? null}, ${`request-${n}`}, ${act.details ?? '{}'})`
const transition = (n: number, action: string, from: string, to: string, { at, by }: Act) =>
  sql`insert into transitions (id, organisation_id, hosting_organisation_id, recognition_id, action, "from", "to",
      member_id, role, client_id, reason, input_hash, at)
    values (${of(0, n)}, ${school}, ${host}, ${recognition}, ${action}, ${from}, ${to}, ${by}, 'validator', null,
      ${`Reason ${n}`}, ${`hash-${n}`}, ${at})`
const step = (n: number, action: string, from: string | null, to: string, { at, by, person }: Act) =>
  sql`insert into appeal_moves (id, organisation_id, hosting_organisation_id, appeal_id, action, "from", "to", member_id,
      person_id, at)
    values (${of(0, n)}, ${school}, ${host}, ${appeal}, ${action}, ${from}, ${to}, ${by}, ${person ?? null}, ${at})`

const moment = (n: number) => `2026-11-0${n}T10:00:00.000Z`
const later = (n: number) => `2026-11-0${n}T10:00:00.007Z`

/** The story of a case as the previous release wrote it; the clock was looked at anew for each audit line. */
const story = [
  [audit(1, 'person.register', learner, { at: moment(1), by: validator })],
  [audit(2, 'evidence.attest', recognition, { at: moment(2), by: assessor, organisation: host })],
  [
    transition(3, 'complete-assessment', 'assessment', 'validation', { at: moment(3), by: validator }),
    audit(4, 'recognition.complete-assessment', recognition, { at: later(3), by: validator }),
  ],
  [
    transition(5, 'issue', 'validation', 'certified', { at: moment(4), by: issuer }),
    audit(6, 'certificate.issue', certificate, { at: later(4), by: issuer, details: '{"number":"DCR-1"}' }),
  ],
  [
    step(7, 'submit', null, 'submitted', { at: moment(5), by: null, person: learner }),
    audit(8, 'appeal.submit', appeal, { at: later(5), by: null, person: learner }),
  ],
  [
    step(9, 'mark-again', 'in-hearing', 'in-hearing', { at: moment(6), by: assessor }),
    audit(10, 'appeal.mark', appeal, { at: later(6), by: assessor, organisation: host }),
  ],
  [
    step(11, 'mark-again', 'in-hearing', 'in-hearing', { at: moment(7), by: assessor }),
    audit(12, 'appeal.mark', appeal, { at: later(7), by: assessor, organisation: host }),
  ],
]

/** A move that no audit line tells of. */
const alone = [step(13, 'reject', 'in-hearing', 'rejected', { at: moment(8), by: validator })]

const things = [
  sql`insert into organisations (id, name, country, created_at, updated_at)
    values (${school}, 'Parauga tehnikums', 'LV', now(), now()), (${host}, 'Example Workshop', 'FI', now(), now())`,
  sql`insert into members (id, organisation_id, name, roles, created_at, updated_at)
    select id::uuid, organisation::uuid, 'Member', '{validator}', now(), now()
    from (values (${validator}, ${school}), (${issuer}, ${school}), (${assessor}, ${host})) as m (id, organisation)`,
  sql`insert into people (id, organisation_id, given_name, family_name, birth_date, created_at, updated_at)
    values (${learner}, ${school}, 'Learner', 'One', '2007-05-14', now(), now())`,
  sql`insert into recognitions (id, organisation_id, hosting_organisation_id, mobility_id, agreement_version_id,
      framework_id, framework_hash, stage, stage_since, created_at, updated_at)
    values (${recognition}, ${school}, ${host}, ${of(0)}, ${of(0)}, 'digcomp-2.2', '', 'certified', now(), now(), now())`,
  sql`insert into certificates (id, organisation_id, hosting_organisation_id, recognition_id, number, code, status,
      snapshot, snapshot_sha256, status_list, status_index, issuer_id, created_at, updated_at)
    values (${certificate}, ${school}, ${host}, ${recognition}, 'DCR-1', 'CODE', 'issued', '', '', '', 1, ${issuer}, now(),
      now())`,
  sql`insert into appeals (id, organisation_id, hosting_organisation_id, recognition_id, kind, party, person_id,
      competences, state, submitted_at, due_on, updated_at)
    values (${appeal}, ${school}, ${host}, ${recognition}, 'appeal', 'learner', ${learner}, '{}', 'in-hearing', now(),
      '2026-12-01', now())`,
]

/** A database of the previous release: the migrations before the ledger, and the things that the story is about. */
async function previousRelease(): Promise<Database> {
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2)}`
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  const url = withDatabase(inject('postgresUrl'), name)
  const folder = mkdtempSync(join(tmpdir(), 'recognition-migrations-'))
  cpSync('migrations', folder, { recursive: true })
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8'))
  writeFileSync(
    join(folder, 'meta/_journal.json'),
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, 2) }),
  )
  const connection = postgres(url, { max: 1, onnotice: () => {} })
  await migrateTo(drizzle(connection), { migrationsFolder: folder })
  await connection.end()
  rmSync(folder, { recursive: true })
  const db = await openDatabase({ databaseUrl: url, databasePool: 4, dataDir: '' })
  afterwards(async () => {
    await db.close()
    await admin.unsafe(`drop database ${name} with (force)`)
    await admin.end()
  })
  await db.owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    for (const thing of things) await tx.execute(thing)
  })
  return db
}

const upgrade = (db: Database) => migrate(db, async () => {})

/** One transaction of the previous release. */
const inOne = (db: Database, organisationId: string, acts: ReturnType<typeof sql>[]) =>
  asTenant(db, { organisationId, memberId: null }, async (tx) => {
    for (const act of acts) await tx.execute(act)
  })

const nobodyOf = (organisationId: string) => ({ organisationId, memberId: null })

const as = <T>(db: Database, organisationId: string, work: (tx: Tx) => Promise<T>) =>
  asTenant(db, nobodyOf(organisationId), work)

const everything = { limit: 200, after: null, since: null, position: null }

async function assertStory(db: Database): Promise<void> {
  const lines = await as(db, school, (tx) => listAuditLines(tx, nobodyOf(school), everything, {}))
  expect(lines.map((line) => [line.action, line.memberId ?? line.personId, line.at.toISOString()])).toEqual([
    ['person.register', validator, moment(1)],
    ['evidence.attest', assessor, moment(2)],
    ['recognition.complete-assessment', validator, later(3)],
    ['certificate.issue', issuer, later(4)],
    ['appeal.submit', learner, later(5)],
    ['appeal.mark', assessor, later(6)],
    ['appeal.mark', assessor, later(7)],
    ['appeal.reject', validator, moment(8)],
  ])
  expect(lines.map((line) => line.id)).toEqual([1, 2, 4, 6, 8, 10, 12, 13].map((n) => of(0, n)))
  expect(lines[3]).toMatchObject({ requestId: 'request-6', details: { number: 'DCR-1' } })
  for (const organisationId of [school, host]) {
    const transitions = await as(db, organisationId, (tx) => listTransitions(tx, recognition))
    const told = transitions.map((move) => [move.action, move.from, move.to, move.memberId, move.reason])
    expect(told).toEqual([
      ['complete-assessment', 'assessment', 'validation', validator, 'Reason 3'],
      ['issue', 'validation', 'certified', issuer, 'Reason 5'],
    ])
    expect(transitions[1]).toMatchObject({ role: 'validator', inputHash: 'hash-5', organisationId: school })
    const steps = await as(db, organisationId, (tx) => listAppealMoves(tx, recognition))
    expect(steps.map((move) => [move.action, move.from, move.to, move.memberId ?? move.personId])).toEqual([
      ['submit', null, 'submitted', learner],
      ['mark-again', 'in-hearing', 'in-hearing', assessor],
      ['mark-again', 'in-hearing', 'in-hearing', assessor],
      ['reject', 'in-hearing', 'rejected', validator],
    ])
  }
  const cases = await rowsOf<{ of_case: boolean }>(
    db.owner,
    sql`select recognition_id = ${recognition} and hosting_organisation_id = ${host} as of_case from ledger order by seq`,
  )
  expect(cases.map((line) => line.of_case)).toEqual([null, ...Array.from({ length: 7 }, () => true)])
}

describe('what the release before the ledger wrote', () => {
  let db: Database
  beforeAll(async () => {
    db = await previousRelease()
  })

  test('is carried over once: the audit, the moves of the case and of the appeal are all there, and numbered', async () => {
    await db.owner.transaction(async (tx) => {
      for (const act of [...story, alone].flat()) await tx.execute(act)
    })
    await upgrade(db)
    await assertStory(db)
    const numbered = await rowsOf<{ position: string }>(
      db.owner,
      sql`select position from ledger order by seq`,
    )
    expect(numbered.map((line) => Number(line.position))).toEqual(numbered.map((_, index) => index + 1))
    const shown = await as(db, school, (tx) =>
      listRecognitions(tx, nobodyOf(school), 'sent', { ...everything, position: 0 }, {}),
    )
    expect(shown).toMatchObject([{ id: recognition, changedIn: 0, upTo: 8 }])
  })

  test('reaches the ledger once also when it goes on writing after the migration', async () => {
    const going = await previousRelease()
    await upgrade(going)
    for (const acts of [...story, alone]) {
      const byHost = acts === story[1] || acts === story[5] || acts === story[6]
      await inOne(going, byHost ? host : school, acts)
    }
    await assertStory(going)
  })
})
