import type postgres from 'postgres'
import { CannotStart } from '../errors.ts'
import type { Database } from './client.ts'
import { singleConnection } from './connection/single-connection.ts'
import { userOf } from './migrate.ts'
import { ownerRole } from './schema/protect.ts'

/** A statement that was refused, and why: somebody who may more has to carry it out. */
export type LeftOver = { statement: string; reason: string }

/**
 * Takes from the service's user what would let it change the tables themselves: membership of their owner, the database,
 * the right to make roles. Returns what was refused. It is done as the user for migrations, on a migrated database.
 */
export async function handOver({ url, migrateUrl }: Database): Promise<LeftOver[]> {
  const user = userOf(url)
  const migrating = userOf(migrateUrl)
  if (user === null || migrating === null || user === migrating) {
    throw new CannotStart('Set MIGRATE_DATABASE_URL: the same database as DATABASE_URL, as another user.')
  }
  const connection = singleConnection(migrateUrl as string)
  try {
    const left: LeftOver[] = []
    for (const statement of await statementsFor(connection, user)) {
      await connection
        .unsafe(statement)
        .catch((error: Error) => left.push({ statement, reason: error.message }))
    }
    return left
  } finally {
    await connection.end({ timeout: 5 })
  }
}

/** Written by the database, which knows how names are quoted. */
async function statementsFor(connection: postgres.Sql, user: string): Promise<string[]> {
  const found = await connection<{ statement: string }[]>`
    select format('alter database %I owner to %I', d.datname, ${ownerRole}::text) as statement
      from pg_database d join pg_roles u on u.rolname = ${user}
      where d.datname = current_database() and pg_has_role(u.oid, d.datdba, 'member')
    union all
    select format('alter role %I nosuperuser nocreaterole nobypassrls', u.rolname)
      from pg_roles u where u.rolname = ${user} and (u.rolsuper or u.rolcreaterole or u.rolbypassrls)
    union all
    select format('revoke %I from %I granted by %I cascade', r.rolname, u.rolname, g.rolname)
      from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
      join pg_roles g on g.oid = m.grantor
      where u.rolname = ${user} and r.rolname = ${ownerRole}`
  return found.map(({ statement }) => statement)
}
