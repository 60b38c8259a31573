import { type SQL, sql } from 'drizzle-orm'
import { CannotStart } from '../errors.ts'
import type { Database } from './client.ts'
import { databaseRoles, ownerRole } from './schema/protect.ts'

/** Whether the service's own user could change the tables themselves, or let itself do so. */
export const separations = ['separated', 'not separated'] as const
export type Separation = (typeof separations)[number]

/** True for a user that owns no table, and neither the database nor a right that would make it an owner. */
export const ownsNothing: SQL<boolean> = ownsNothingAs(sql`current_user`)

function ownsNothingAs(user: SQL): SQL<boolean> {
  return sql`(select not (u.rolsuper or u.rolbypassrls or u.rolcreaterole
    or coalesce(pg_has_role(u.oid, to_regrole(${ownerRole}), 'member'), true)
    or (select pg_has_role(u.oid, d.datdba, 'member') from pg_database d where d.datname = current_database())
    or exists (select 1 from pg_class c where c.relnamespace = 'public'::regnamespace
      and c.relowner is distinct from to_regrole(${ownerRole}) and pg_has_role(u.oid, c.relowner, 'member')))
  from pg_roles u where u.rolname = ${user})`
}

export async function separationOf({ owner }: Pick<Database, 'owner'>): Promise<Separation> {
  const [found] = await owner.select({ separated: ownsNothing }).from(sql`(select 1) as once`)
  return found?.separated ? 'separated' : 'not separated'
}

/** What the log says at start. */
export const notSeparated =
  'not separated: the user of DATABASE_URL owns the tables, or may make itself their owner; see docs/operate.md'

/**
 * Refuses the start (`CannotStart`) where the login of strangers' look-ups has not their rights, or has others beside them.
 */
export async function assertStrangersOnly({ publicReader }: Pick<Database, 'publicReader'>): Promise<void> {
  const others = JSON.stringify(databaseRoles.filter((role) => role !== 'dcr_public'))
  if (!publicReader) return
  const [found] = await publicReader
    .select({
      reads: sql<boolean>`pg_has_role(session_user, 'dcr_public', 'usage')`,
      more: sql<boolean>`(not ${ownsNothingAs(sql`session_user`)} or exists (select 1 from json_array_elements_text(${others}::json) role
        where pg_has_role(session_user, role, 'member')))`,
    })
    .from(sql`(select 1) as once`)
  if (found?.reads && !found.more) return
  const what = found?.reads ? 'may do more than strangers' : 'has not the rights of dcr_public'
  throw new CannotStart(`The user of PUBLIC_DATABASE_URL ${what}: see docs/operate.md, Behind PgBouncer.`)
}
