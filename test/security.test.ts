import { readFileSync } from 'node:fs'
import { type SQL, sql } from 'drizzle-orm'
import { type PgTable, pgTable, uuid } from 'drizzle-orm/pg-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Tx } from '../src/db/client.ts'
import { declaredTables } from '../src/db/declared.ts'
import { databaseRoles, protect } from '../src/db/schema/protect.ts'
import { lookup } from '../src/db/schema/protections.ts'
import { declaredSecurity, differingParts, type Security } from '../src/db/security.ts'
import { allowSilence } from './setup/database.ts'
import { newWorld, type World } from './setup/world.ts'

/** What PostgreSQL says of who may see and change what, a line each, in its own words. */
const catalogues: Record<string, SQL> = {
  'row-level security': sql`select relname || ' ' || relrowsecurity || ' ' || relforcerowsecurity as line
    from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
  policies: sql`select concat_ws(' ', tablename, policyname, permissive, roles::text, cmd, 'using', qual, 'check', with_check)
    as line from pg_policies where schemaname = 'public'`,
  grants: sql`select concat_ws(' ', c.relname, a.grantee::regrole, a.privilege_type, a.is_grantable) as line
    from pg_class c, aclexplode(c.relacl) a where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner`,
  'grants of columns': sql`select concat_ws(' ', c.relname, t.attname, a.grantee::regrole, a.privilege_type, a.is_grantable)
    as line from pg_attribute t join pg_class c on c.oid = t.attrelid, aclexplode(t.attacl) a
    where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner`,
  guards: sql`select pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text as line from pg_trigger t
    join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'public'::regnamespace and not t.tgisinternal`,
  functions: sql`select regexp_replace(pg_get_functiondef(oid), '\\s+', ' ', 'g') || ' ' || coalesce(proacl::text, '')
    as line from pg_proc where pronamespace = 'public'::regnamespace`,
}

type Found = Record<string, string[]>

async function read(tx: Tx): Promise<Found> {
  const found: Found = {}
  for (const [name, query] of Object.entries(catalogues)) {
    const rows = await tx.select({ line: sql<string>`line` }).from(sql`(${query}) as found`)
    found[name] = rows.map(({ line }) => line).sort()
  }
  return found
}

/** Takes everything that guards the database off it, whoever put it there. */
const bare = sql`do $$
declare each record;
begin
  for each in select * from pg_policies where schemaname = 'public' loop
    execute format('drop policy %I on %I', each.policyname, each.tablename);
  end loop;
  for each in select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal loop
    execute format('drop trigger %I on %I', each.tgname, each.relname);
  end loop;
  for each in select oid::regprocedure as name from pg_proc where pronamespace = 'public'::regnamespace loop
    -- With the indexes that call it.
    execute 'drop function ' || each.name || ' cascade';
  end loop;
  for each in select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace loop
    execute format('alter table %I disable row level security', each.relname);
    execute format('revoke all on %I from public, ${sql.raw(databaseRoles.join(', '))}', each.relname);
  end loop;
end $$`

const nothing: Security = { functions: {}, tables: {} }

describe('who may see and change what', () => {
  let world: World
  let tables: PgTable[]
  let declared: Security
  beforeAll(async () => {
    world = await newWorld()
    await world.services.db.owner.execute(allowSilence)
    tables = await declaredTables()
    declared = declaredSecurity(tables)
  })

  /** Does what leaves no trace, and returns what it found. */
  async function trying<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let found: T | undefined
    const undone = new Error('undone')
    const run = world.services.db.owner.transaction(async (tx) => {
      found = await work(tx)
      throw undone
    })
    await run.catch((error) => {
      if (error !== undone) throw error
    })
    return found as T
  }

  async function make(tx: Tx, from: Security, to: Security): Promise<void> {
    const { before, after } = differingParts(from, to)
    for (const statement of [...before, ...after]) await tx.execute(sql.raw(statement))
  }

  /** What the catalogues say where nothing but the declarations was carried out. */
  const catalogueOf = (security: Security): Promise<Found> =>
    trying(async (tx) => {
      await tx.execute(bare)
      await make(tx, nothing, security)
      return read(tx)
    })

  test('is in the migrated database what is declared beside each table, and nothing else', async () => {
    expect(tables.length).toBeGreaterThan(40)
    const migrated = await trying(read)
    expect(migrated['row-level security']).toHaveLength(tables.length)
    for (const [name, lines] of Object.entries(migrated)) expect(lines.length, name).toBeGreaterThan(8)
    expect(migrated).toEqual(await catalogueOf(declared))
  })

  test('is kept with the migrations as it was when the last one was made', () => {
    const kept = JSON.parse(readFileSync('migrations/meta/_security.json', 'utf8'))
    expect(kept).toEqual(declared)
  })

  test('of one declaration becomes that of another by the statements of the difference alone', async () => {
    const wanted = structuredClone(declared)
    const { people, evidence, appeals, organisations, shares } = wanted.tables
    delete people!['policy hosted']
    evidence!['grant dcr_app'] = ['grant select, update (scan) on evidence to dcr_app']
    delete appeals!['trigger kept']
    organisations!['policy own'] = ['create policy own on organisations for update to dcr_app using (false)']
    organisations!['policy more'] = [
      'create policy more on organisations for delete to dcr_app using (false)',
    ]
    shares!['trigger kept'] = [
      'create trigger kept before delete on shares for each row execute function keep_shares()',
    ]
    delete wanted.functions['keep_appeal()']
    delete wanted.functions['learner_has_email(certificate uuid, address text)']
    const body = 'returns trigger language plpgsql as $$ begin return null; end $$'
    wanted.functions['refuse_change()'] = [`create or replace function refuse_change() ${body}`]
    wanted.functions['keep_shares()'] = [`create or replace function keep_shares() ${body}`]
    const reached = await trying(async (tx) => {
      await make(tx, declared, wanted)
      return read(tx)
    })
    expect(reached).toEqual(await catalogueOf(wanted))
    expect(reached).not.toEqual(await catalogueOf(declared))
  })

  test('has to be declared for every table, each part once', () => {
    const undeclared = pgTable('notes', { id: uuid() })
    expect(() => declaredSecurity([undeclared])).toThrow('notes')
    const doubled = pgTable('notes', { id: uuid() })
    protect(doubled, { rows: [lookup, lookup], may: {} })
    expect(() => declaredSecurity([doubled])).toThrow('two of policy lookup')
  })
})
