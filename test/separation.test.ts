import { setTimeout as pause } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Services } from '../src/context.ts'
import { numberLedger } from '../src/custody/ledger/store.ts'
import { type Database, openDatabase, type Tx } from '../src/db/client.ts'
import { databaseRoles } from '../src/db/schema/protect.ts'
import { separationOf } from '../src/db/separation.ts'
import { jobs } from '../src/jobs.ts'
import { changeColumns, guardedTables } from './setup/change-columns.ts'
import { walkEverything } from './setup/whole-walk.ts'
import { newWorld, type World, worldOf } from './setup/world.ts'

const user = `service_${process.pid}`

/** What is written down for good. */
const lasting = ['ledger', 'decisions', 'assessments', 'certificates', 'certificate_files'] as const

/** Written by the release before the ledger alone; no change of them is let through. */
const carried = ['appeal_moves', 'audit_lines', 'transitions']

/** Whom no policy and no grant holds back, so that only guards do; who works for people; and whom guards let erase. */
const changing = [null, 'dcr_app', 'dcr_eraser'] as const

const revoked = 'revoked_at = now(), revoked_by = issuer_id, revocation_reason = number'
const unsealed = 'sealed_at = null, seal_certificate = null'

/** What is decided step by step, as it is after each. */
const decided: Record<string, Record<string, string | null>> = {
  certificates: {
    intended: `status = 'intended', issued_at = null, seal = 'none', ${unsealed}`,
    voided: `status = 'voided', issued_at = null, seal = 'none', ${unsealed}`,
    issued: `status = 'issued'`,
    'to be sealed': `seal = 'pending', ${unsealed}`,
    sealed: `seal = 'sealed', sealed_at = now(), seal_certificate = 'MII'`,
    revoked,
  },
  revocation_requests: {
    open: 'outcome = null, decided_by = null, decided_at = null',
    decided: `outcome = 'dismissed', decided_by = requested_by, decided_at = now()`,
  },
  grants: {
    proposed: `proposed_by = coalesce(proposed_by, decided_by), state = 'proposed', decided_by = null, decided_at = null`,
    decided: `state = 'rejected', decided_at = now()`,
  },
  data_requests: {
    answered: `extended_at = null, outcome = 'done', answered_at = now(), answered_by = recorded_by`,
  },
  assignments: {
    declared: 'declared_at = now(), withdrawn_at = null',
    withdrawn: `state = 'withdrawn', withdrawn_at = now()`,
  },
  appeals: { closed: `state = 'rejected', closed_at = now(), name = 'Learner One'` },
  authorisations: { revoked: 'revoked_at = now()' },
  issuing_pauses: { resumed: 'resumed_at = now(), reason = kappa::text' },
  partnerships: { ended: 'confirmed_at = now(), ended_on = starts_on' },
  evidence: { scanned: `scan = 'clean', scanned_at = now()` },
  ledger: { numbered: 'position = 1000000' },
  // Who an organisation is does not change any more; all else of it does.
  organisations: { confirmed: `identity = '{}'` },
}

/** What may still be changed alone, by whom it is due: when a row was touched, what follows from other rows, and that its next step is taken. */
const movable: Record<string, string[]> = {
  'certificates issued': ['updated_at'],
  'certificates to be sealed': ['updated_at'],
  'certificates sealed': ['updated_at'],
  'certificates revoked': ['updated_at'],
  'revocation_requests open': ['outcome'],
  'grants proposed': ['decided_at'],
  'assignments declared': ['withdrawn_at', 'is_due'],
  'assignments withdrawn': ['is_due'],
  'evidence scanned': ['withdrawn_at'],
  'organisations confirmed': [
    ...['id', 'city', 'contact', 'address', 'colours', 'signatories', 'logo'],
    ...['identity', 'skeletons', 'version', 'created_at', 'updated_at', 'changed_in'],
  ],
}

describe('a service whose user owns nothing', () => {
  let world: World
  let own: Database
  let services: Services
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })

  beforeAll(async () => {
    world = await newWorld({ eudiWallets: true })
    await admin.unsafe(`create role ${user} login`)
    await admin.unsafe(`grant ${databaseRoles.join(', ')} to ${user}`)
    const url = new URL(world.services.db.url as string)
    url.username = user
    own = await openDatabase({ databaseUrl: url.href, databasePool: 8, dataDir: '' })
    services = { ...world.services, db: own }
  })
  afterAll(async () => {
    await own.close()
    await admin.unsafe(`drop role ${user}`)
    await admin.end()
  })

  test('is known as separated, which whoever owns the tables is not', async () => {
    expect(await separationOf(own)).toBe('separated')
    expect(await separationOf(world.services.db)).toBe('not separated')
  })

  test('can do everything that can be done, and every job', async () => {
    const separated = await worldOf(services, world.clock, world)
    expect((await separated.anyone.get('/readyz')).body).toEqual({ status: 'ok', separation: 'separated' })
    await walkEverything({ ...separated, services: world.services })
    world.clock.advance(3)
    for (const job of jobs) await job.run(services)
    const count = async (kind: SQL) => {
      const [found] = await own.owner.select({ n: sql<number>`count(*)::int` }).from(sql`ledger`).where(kind)
      return found!.n
    }
    expect(await count(sql`true`)).toBeGreaterThan(20)
    // Transactions of other tests hold numbering up, as any on the same cluster do.
    while ((await count(sql`position is null`)) > 0) {
      await numberLedger(own.owner)
      await pause(50)
    }
  }, 300_000)

  test('cannot empty, change or take away what is written down, whichever of its roles it takes', async () => {
    const before = await digests()
    const tried: string[] = []
    for (const role of [user, ...databaseRoles]) {
      for (const table of lasting) {
        for (const statement of attemptsOn(table)) {
          await attempt(role, statement).then((changed) => {
            if (changed > 0) tried.push(`${role}: ${statement}`)
          })
        }
      }
      for (const table of await guardedTables(own.owner)) {
        for (const statement of [`truncate ${table} cascade`, `delete from ${table}`]) {
          if ((await attempt(role, statement)) > 0) tried.push(`${role}: ${statement}`)
        }
      }
    }
    expect(tried).toEqual([])
    expect(await digests()).toEqual(before)
    for (const [table, digest] of Object.entries(before)) expect(digest, table).toBeTruthy()
  })

  test('cannot change any column of what is decided, nor could who owns it', async () => {
    await world.as({ school: world.school, role: 'coordinator' }).get('/v1/people').expect(200)
    const operator = world.as({ school: world.school, scopes: ['operate'] })
    const checked = { checkedBy: 'Agency One', checkedHow: 'visit', checkedOn: '2026-01-05' }
    const facts = { name: world.school.name, country: 'LV', ...checked }
    await operator.put(`/v1/organisations/${world.school.id}/identity`).send(facts).expect(200)
    const guarded = await guardedTables(own.owner)
    expect(guarded).toEqual(expect.arrayContaining([...lasting, ...carried, ...Object.keys(decided)]))
    const tables = guarded.filter((table) => !carried.includes(table))
    const found: string[] = []
    for (const table of tables) {
      for (const [state, arranged] of Object.entries(decided[table] ?? { written: null })) {
        for (const role of changing) {
          found.push(...(await changesOf(table, state, arranged, role)))
        }
      }
    }
    expect(found).toEqual([])
  })

  /** Which columns of a row can be changed, as whom; and whose change its guard does not refuse to whoever owns it. */
  async function changesOf(
    table: string,
    state: string,
    arranged: string | null,
    role: string | null,
  ): Promise<string[]> {
    const row = { table, organisationId: world.school.id, arranged }
    const tried = await changeColumns(world.services.db.owner, row, async (tx) => {
      if (role) await actingFor(tx, role, world.school.id)
    })
    if (!tried) return [`${table}: no row is there`]
    const may = movable[`${table} ${state}`] ?? []
    return tried
      .filter(({ column }) => !may.includes(column))
      .filter(
        ({ result }) => result === 'changed' || (role === null && !['23000', 'unseen'].includes(result)),
      )
      .map(({ column, to, result }) => `${role}: ${table} ${state}, ${column} to ${to}: ${result}`)
  }

  test('sees rows of tables only as their policies say, and so does their owner', async () => {
    const found = await own.owner
      .select({ name: sql<string>`relname` })
      .from(sql`pg_class`)
      .where(
        sql`relkind = 'r' and relnamespace = 'public'::regnamespace
          and not (relrowsecurity and relforcerowsecurity and relowner = 'dcr_owner'::regrole)`,
      )
    expect(found).toEqual([])
  })

  /** How many rows a statement changed, 0 where it was refused; it is undone either way. */
  async function attempt(role: string, statement: string): Promise<number> {
    let changed = 0
    const undone = new Error('undone')
    const trying = own.owner.transaction(async (tx) => {
      await actingFor(tx, role, world.school.id)
      changed = countOf(await tx.execute(sql.raw(statement)))
      throw undone
    })
    await trying.catch(() => {})
    return changed
  }

  async function digests(): Promise<Record<string, string | null>> {
    const found: Record<string, string | null> = {}
    for (const table of lasting) {
      const digest: SQL<string | null> = sql`md5(string_agg(t::text, '|' order by t::text))`
      const [row] = await world.services.db.owner.select({ digest }).from(sql`${sql.raw(table)} t`)
      found[table] = row!.digest
    }
    return found
  }
})

async function actingFor(tx: Tx, role: string, organisationId: string): Promise<void> {
  await tx.execute(
    sql`select set_config('role', ${role}, true), set_config('app.organisation', ${organisationId}, true)`,
  )
}

/** A statement that says nothing of rows, such as `truncate`, counts as one change where it is carried out. */
const countOf = (result: unknown) => (result as { count: number | null }).count ?? 1

/** A change of what each says. */
const changes = {
  ledger: `details = '{}'`,
  decisions: `result = 'reached', organisation_id = hosting_organisation_id`,
  assessments: `organisation_id = hosting_organisation_id`,
  certificates: `snapshot = '{}'`,
  certificate_files: `sha256 = 'other'`,
} as const

const attemptsOn = (table: keyof typeof changes): string[] => [
  `truncate ${table} cascade`,
  `delete from ${table}`,
  `update ${table} set ${changes[table]}`,
  `update ${table} set id = gen_random_uuid()`,
  `alter table ${table} disable trigger user`,
  `alter table ${table} disable row level security`,
  `drop table ${table} cascade`,
  'set local session_replication_role = replica',
  'set local role dcr_owner',
]
