import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import { projects } from '../../db/schema/mobility/projects.ts'
import { organisations } from '../../db/schema/parties/organisations.ts'
import { notFound } from '../../errors.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import type { Project } from './project.ts'

/** Keeps a project; nothing where the organisation has one of that code. */
export async function insertProject(
  tx: Tx,
  values: typeof projects.$inferInsert,
): Promise<Project | undefined> {
  const [row] = await tx.insert(projects).values(values).onConflictDoNothing().returning()
  return row
}

/** Changes a project that is held. */
export async function updateProject(
  tx: Tx,
  id: string,
  changes: Partial<Project>,
  now: Date,
): Promise<Project> {
  const [row] = await tx
    .update(projects)
    .set({ ...changes, version: sql`${projects.version} + 1`, updatedAt: now })
    .where(eq(projects.id, id))
    .returning()
  return row!
}

export async function getProject(tx: Tx, id: string): Promise<Project> {
  const [row] = await tx.select().from(projects).where(eq(projects.id, id))
  if (!row) throw notFound('project')
  return row
}

/** Holds a project until the transaction ends. */
export async function lockProject(tx: Tx, id: string): Promise<Project> {
  const [row] = await tx.select().from(projects).where(eq(projects.id, id)).for('update')
  if (!row) throw notFound('project')
  return row
}

export async function listProjects(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  code: string | undefined,
): Promise<(Project & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, projects)
  return tx
    .select({ ...getTableColumns(projects), upTo: numberedUpTo(keyset) })
    .from(projects)
    .where(
      and(
        eq(projects.organisationId, organisationId),
        code === undefined ? undefined : eq(projects.code, code),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** Of organisations by their ids, those that there are. */
export async function knownOrganisations(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(inArray(organisations.id, ids))
  return rows.map(({ id }) => id)
}
