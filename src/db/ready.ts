import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import type { Database } from './client.ts'
import { knownMigrations } from './migrate.ts'
import { databaseRoles } from './schema/protect.ts'
import type { Security } from './security.ts'
import { ownsNothing, type Separation } from './separation.ts'

/** What a database may lack that answers: this release's migrations, roles that its login may take, and what is theirs. */
export const readyParts = ['migrations', 'roles', 'policies', 'grants'] as const
export type ReadyPart = (typeof readyParts)[number]

const kept = new URL('../../migrations/meta/_security.json', import.meta.url)

/** A line for each policy, and for each role that may do something with a table, as the last migration leaves them. */
function wantedParts(kind: 'policy' | 'grant'): { table: string; name: string }[] {
  const { tables } = JSON.parse(readFileSync(kept, 'utf8')) as Security
  return Object.entries(tables).flatMap(([table, parts]) =>
    Object.keys(parts)
      .filter((part) => part.startsWith(`${kind} `))
      .map((part) => ({ table, name: part.slice(kind.length + 1) })),
  )
}

const wanted = {
  newest: Math.max(...knownMigrations().map(({ when }) => when)),
  roles: JSON.stringify(databaseRoles),
  policies: JSON.stringify(wantedParts('policy')),
  grants: JSON.stringify(wantedParts('grant')),
}

/** What the database lacks, and whether the service's user is kept apart from the owner of the tables. */
export type Readiness = { missing: ReadyPart[]; separation: Separation }

/**
 * What is not there that this release works with: a dump that was restored without its roles answers, and can do nothing.
 * A newer release, which may have replaced policies and grants, answers for those itself.
 */
export async function readinessOf({ owner }: Database): Promise<Readiness> {
  const [found] = await owner
    .select({
      newest: sql<string>`newest`,
      roles: sql<boolean>`roles`,
      policies: sql<boolean>`policies`,
      grants: sql<boolean>`grants`,
      separated: sql<boolean>`separated`,
    })
    .from(
      sql`(select
        (select coalesce(max(created_at), 0) from drizzle.__drizzle_migrations) as newest,
        (select bool_and(coalesce(pg_has_role(current_user, to_regrole(role), 'member'), false))
          from json_array_elements_text(${wanted.roles}::json) role) as roles,
        (select bool_and(p.oid is not null) from json_to_recordset(${wanted.policies}::json) w("table" text, name text)
          left join pg_policy p on p.polrelid = to_regclass('public.' || w.table) and p.polname = w.name) as policies,
        (select bool_and(a.grantee is not null) from json_to_recordset(${wanted.grants}::json) w("table" text, name text)
          left join (${granted}) a on a.relation = to_regclass('public.' || w.table) and a.grantee = to_regrole(w.name)
        ) as grants, ${ownsNothing} as separated) as found`,
    )
  const there: Record<ReadyPart, boolean> = {
    migrations: Number(found?.newest) === wanted.newest,
    roles: Boolean(found?.roles),
    policies: Boolean(found?.policies),
    grants: Boolean(found?.grants),
  }
  const isNewer = Number(found?.newest) > wanted.newest
  return {
    missing: readyParts.filter((part) => !there[part] && (part === 'roles' || !isNewer)),
    separation: found?.separated ? 'separated' : 'not separated',
  }
}

/** What time the database has. */
export async function clockOf({ owner }: Database): Promise<Date> {
  const [found] = await owner.select({ at: sql<string>`clock_timestamp()` }).from(sql`(select 1) as once`)
  return new Date(found!.at)
}

const granted = sql`select c.oid as relation, a.grantee from pg_class c, aclexplode(c.relacl) a
  where c.relnamespace = 'public'::regnamespace
  union select t.attrelid, a.grantee from pg_attribute t, aclexplode(t.attacl) a where t.attacl is not null`
