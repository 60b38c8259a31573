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
import { walkEverything } from './setup/whole-walk.ts'
import { newWorld, type World, worldOf } from './setup/world.ts'

const user = `service_${process.pid}`

/** What is written down for good. */
const lasting = ['ledger', 'decisions', 'assessments', 'certificates', 'certificate_files'] as const

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
  })

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
    }
    expect(tried).toEqual([])
    expect(await digests()).toEqual(before)
    for (const [table, digest] of Object.entries(before)) expect(digest, table).toBeTruthy()
  })

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
