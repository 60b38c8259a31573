import { type SQL, sql } from 'drizzle-orm'
import type { Database } from './client.ts'
import { ownerRole } from './schema/protect.ts'

/** Whether the service's own user could change the tables themselves, or let itself do so. */
export const separations = ['separated', 'not separated'] as const
export type Separation = (typeof separations)[number]

/** True for a user that owns no table, and neither the database nor a right that would make it an owner. */
export const ownsNothing: SQL<boolean> = sql`(select not (u.rolsuper or u.rolbypassrls or u.rolcreaterole
    or coalesce(pg_has_role(u.oid, to_regrole(${ownerRole}), 'member'), true)
    or (select pg_has_role(u.oid, d.datdba, 'member') from pg_database d where d.datname = current_database())
    or exists (select 1 from pg_class c where c.relnamespace = 'public'::regnamespace
      and c.relowner is distinct from to_regrole(${ownerRole}) and pg_has_role(u.oid, c.relowner, 'member')))
  from pg_roles u where u.rolname = current_user)`

export async function separationOf({ owner }: Pick<Database, 'owner'>): Promise<Separation> {
  const [found] = await owner.select({ separated: ownsNothing }).from(sql`(select 1) as once`)
  return found?.separated ? 'separated' : 'not separated'
}

/** What the log says at start. */
export const notSeparated =
  'not separated: the user of DATABASE_URL owns the tables, or may make itself their owner; see docs/operate.md'
