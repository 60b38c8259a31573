import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Tx } from '../../src/db/client.ts'
import { databaseRoles, ownerRole } from '../../src/db/schema/protect.ts'
import { asEraser, asStranger, asTenant } from '../../src/db/tenancy.ts'
import { certifiedWorld } from '../setup/case.ts'
import type { World } from '../setup/world.ts'

const rowsOf = async (tx: Tx, query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> => {
  type Rows = Record<string, unknown>[]
  const answer = (await tx.execute(query)) as Rows | { rows: Rows }
  return Array.isArray(answer) ? [...answer] : answer.rows
}

/** What row-level security must hold on every database that the service runs on. */
export function describeTenancy(database: string, open: () => Promise<World>): void {
  describe(`row-level security on ${database}`, () => {
    let world: World
    let tenantTables: string[]
    beforeAll(async () => {
      world = (await certifiedWorld(await open())).world
      tenantTables = (
        await rowsOf(
          world.services.db.owner,
          sql`select table_name from information_schema.columns
            where table_schema = 'public' and column_name = 'organisation_id' order by 1`,
        )
      ).map((row) => String(row.table_name))
    }, 120_000)

    const countAs = (organisationId: string, table: string) =>
      asTenant(world.services.db, { organisationId, memberId: null }, async (tx) =>
        Number((await rowsOf(tx, sql`select count(*) as n from ${sql.identifier(table)}`))[0]?.n),
      )

    test('is on for every table, and the roles that requests take own none of them', async () => {
      const { owner } = world.services.db
      const tables = await rowsOf(
        owner,
        sql`select relname, relrowsecurity, pg_get_userbyid(relowner) as owner from pg_class
          where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
      )
      expect(tables.length).toBeGreaterThan(15)
      expect(tables.filter((one) => !one.relrowsecurity).map((one) => one.relname)).toEqual([])
      const taken: readonly unknown[] = databaseRoles
      expect(tables.filter((one) => taken.includes(one.owner))).toEqual([])
      expect(new Set(tables.map((one) => one.owner))).toEqual(new Set([ownerRole]))
      const roles = await rowsOf(
        owner,
        sql`select rolname from pg_roles where rolname like 'dcr\\_%' and (rolsuper or rolbypassrls or rolcanlogin)`,
      )
      expect(roles).toEqual([])
    })

    test('lets a bare select of another organisation see no row that is not its own', async () => {
      expect(tenantTables.length).toBeGreaterThan(15)
      const seen: string[] = []
      const empty: string[] = []
      for (const table of tenantTables) {
        const own = await countAs(world.school.id, table)
        if (own === 0) empty.push(table)
        const foreign = await asTenant(
          world.services.db,
          { organisationId: world.stranger.id, memberId: null },
          (tx) =>
            rowsOf(
              tx,
              sql`select 1 from ${sql.identifier(table)} where organisation_id <> ${world.stranger.id}::uuid`,
            ),
        )
        if (foreign.length > 0) seen.push(table)
      }
      expect(seen).toEqual([])
      // What holds no row proves nothing: the case of this test fills the tables of the pipeline.
      expect(empty.filter((table) => pipeline.includes(table))).toEqual([])
    })

    test('shows nothing to a transaction that does not say for whom it acts', async () => {
      for (const table of tenantTables) {
        const seen = await world.services.db.owner.transaction(async (tx) => {
          await tx.execute(sql`select set_config('role', 'dcr_app', true)`)
          return rowsOf(tx, sql`select 1 from ${sql.identifier(table)} limit 1`)
        })
        expect(seen, table).toEqual([])
      }
    })

    test('refuses a row written for another organisation', async () => {
      const tenant = { organisationId: world.stranger.id, memberId: null }
      const foreign = asTenant(world.services.db, tenant, (tx) =>
        tx.execute(sql`insert into members (id, organisation_id, name, roles, created_at, updated_at)
          values (gen_random_uuid(), ${world.school.id}, 'Member One', '{admin}', now(), now())`),
      )
      await expect(foreign).rejects.toMatchObject({ cause: { code: '42501' } })
    })

    test('lets the sending organisation read the audit lines of the host in its cases, write none, and none the other way', async () => {
      const { school, host, services } = world
      const linesOf = (organisationId: string, author: string) =>
        asTenant(services.db, { organisationId, memberId: null }, (tx) =>
          rowsOf(tx, sql`select case_organisation_id from ledger where organisation_id = ${author}::uuid`),
        )
      const seen = await linesOf(school.id, host.id)
      expect(seen.length).toBeGreaterThan(0)
      expect(seen.every((line) => line.case_organisation_id === school.id)).toBe(true)
      expect(await linesOf(host.id, school.id)).toEqual([])
      const [registry] = await rowsOf(
        services.db.owner,
        sql`insert into ledger (id, organisation_id, at, action, subject_id, request_id, details)
          values (gen_random_uuid(), ${host.id}, now(), 'member.register', 'x', 'x', '{}') returning id`,
      )
      expect(registry).toBeDefined()
      expect(await linesOf(school.id, host.id)).toHaveLength(seen.length)
      const forged = asTenant(services.db, { organisationId: school.id, memberId: null }, (tx) =>
        tx.execute(sql`insert into ledger
          (id, organisation_id, case_organisation_id, at, action, subject_id, request_id, details)
          values (gen_random_uuid(), ${host.id}, ${school.id}, now(), 'evidence.attest', 'x', 'x', '{}')`),
      )
      await expect(forged).rejects.toMatchObject({ cause: { code: '42501' } })
    })

    test('keeps what was written down from being changed or deleted, also by the owner of the tables', async () => {
      for (const table of ['ledger', 'declarations', 'assessments', 'decisions']) {
        const tenant = { organisationId: world.school.id, memberId: null }
        const erase = sql`delete from ${sql.identifier(table)}`
        await expect(
          asTenant(world.services.db, tenant, (tx) => tx.execute(erase)),
          table,
        ).rejects.toMatchObject({ cause: { code: '42501' } })
        await expect(
          world.services.db.owner.transaction((tx) => tx.execute(erase)),
          table,
        ).rejects.toMatchObject({ cause: { message: expect.stringContaining('append-only') } })
      }
    })

    test('leaves nothing of a tenant on the connection when its transaction ends', async () => {
      await countAs(world.school.id, 'people')
      const [left] = await rowsOf(
        world.services.db.owner,
        sql`select current_setting('app.organisation', true) as organisation, current_user as role`,
      )
      expect(left?.organisation || null).toBeNull()
      expect(String(left?.role)).not.toMatch(/^dcr_/)
    })

    test('finds the link of a secret for whoever asks who is there, with their rights, and for no organisation', async () => {
      const { db } = world.services
      const [found] = await rowsOf(
        db.owner,
        sql`select pg_get_userbyid(proowner) as owner, has_schema_privilege('dcr_auth', 'public', 'create') as makes
          from pg_proc where proname = 'link_of' and prosecdef`,
      )
      expect(found).toEqual({ owner: 'dcr_auth', makes: false })
      const [link] = await rowsOf(db.owner, sql`select secret_hash as hash from links limit 1`)
      const look = sql`select secret_hash as hash from link_of(${link!.hash})`
      expect(await rowsOf(db.owner, look)).toEqual([link])
      const tenant = { organisationId: world.school.id, memberId: null }
      const refused = { cause: { message: 'permission denied for function link_of' } }
      await expect(asTenant(db, tenant, (tx) => rowsOf(tx, look))).rejects.toMatchObject(refused)
      await expect(asStranger(db, (tx) => rowsOf(tx, look))).rejects.toMatchObject(refused)
    })

    test('lets the eraser take out nothing of another organisation, and nothing of what is kept', async () => {
      const erasing = (organisationId: string, query: ReturnType<typeof sql>) =>
        asTenant(world.services.db, { organisationId, memberId: null }, (tx) =>
          asEraser(tx, () => rowsOf(tx, query)),
        )
      const empty = sql`update evidence set title = null, url = null, record = null, erased_at = now() returning id`
      for (const { id } of [world.stranger, world.host]) expect(await erasing(id, empty)).toEqual([])
      for (const table of ['decisions', 'certificates', 'certificate_files', 'ledger', 'people']) {
        const gone = erasing(world.school.id, sql`delete from ${sql.identifier(table)}`)
        await expect(gone, table).rejects.toMatchObject({ cause: { code: '42501' } })
      }
      const rewritten = erasing(world.school.id, sql`update evidence set title = 'Another'`)
      await expect(rewritten).rejects.toMatchObject({ cause: { code: '23000' } })
    })

    test('erases a person whole', async () => {
      const coordinator = world.as({ school: world.school, role: 'coordinator' })
      const learner = { givenName: 'Learner', familyName: 'Gone', birthDate: '2006-05-14' }
      const { body } = await coordinator.post('/v1/people').send(learner)
      const erased = await coordinator.post(`/v1/people/${body.id}/erasure`).send({ reason: 'objection' })
      expect([erased.status, erased.body.state]).toEqual([200, 'erased'])
      expect((await coordinator.patch(`/v1/people/${body.id}`).set('if-match', '*').send({})).status).toBe(
        409,
      )
    })

    test('shows strangers who verify no table of people, members, clients or evidence', async () => {
      for (const table of ['people', 'members', 'clients', 'evidence', 'ledger', 'mobilities']) {
        const look = asStranger(world.services.db, (tx) =>
          tx.execute(sql`select 1 from ${sql.identifier(table)}`),
        )
        await expect(look, table).rejects.toMatchObject({ cause: { code: '42501' } })
      }
    })
  })
}

const pipeline = [
  'members',
  'people',
  'mobilities',
  'agreement_versions',
  'agreement_signatures',
  'links',
  'recognitions',
  'outcomes',
  'evidence',
  'declarations',
  'assessments',
  'decisions',
  'certificates',
  'certificate_files',
  'ledger',
]
