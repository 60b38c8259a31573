import { and, eq, getTableColumns, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import { modules } from '../../db/schema/mobility/modules.ts'
import { notFound } from '../../errors.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import type { ListedModule, Module } from './module.ts'

/** Of two lists of one organisation at the same time, the second waits until the first is kept. */
export async function lockModules(tx: Tx, organisationId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`modules ${organisationId}`}, 0))`)
}

/** The modules of an organisation that a list may change: those of its codes, and those that it may leave out. */
export async function listKept(tx: Tx, organisationId: string, codes: string[]): Promise<Module[]> {
  const isListed = codes.length > 0 ? inArray(modules.code, codes) : undefined
  return tx
    .select()
    .from(modules)
    .where(and(eq(modules.organisationId, organisationId), or(isNull(modules.withdrawnAt), isListed)))
}

const said = ['title', 'outcomes', 'hours', 'framework', 'competences'] as const

/** Keeps modules, in the place of those that have their codes. */
export async function writeModules(
  tx: Tx,
  organisationId: string,
  list: readonly ListedModule[],
  now: Date,
): Promise<void> {
  if (list.length === 0) return
  const times = { createdAt: now, updatedAt: now }
  const excluded = (name: string) => sql.raw(`excluded.${name}`)
  await tx
    .insert(modules)
    .values(list.map((module) => ({ ...module, organisationId, ...times })))
    .onConflictDoUpdate({
      target: [modules.organisationId, modules.code],
      set: {
        ...Object.fromEntries(said.map((name) => [name, excluded(name)])),
        withdrawnAt: null,
        version: sql`${modules.version} + 1`,
        updatedAt: now,
      },
    })
}

/** Notes of modules that they are on the list no more. */
export async function withdrawModules(tx: Tx, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(modules)
    .set({ withdrawnAt: now, version: sql`${modules.version} + 1`, updatedAt: now })
    .where(inArray(modules.id, ids))
}

export async function getModule(tx: Tx, id: string): Promise<Module> {
  const [row] = await tx.select().from(modules).where(eq(modules.id, id))
  if (!row) throw notFound('module')
  return row
}

/** Of modules of an organisation by their ids, those that there are. */
export async function findModules(tx: Tx, organisationId: string, ids: string[]): Promise<Module[]> {
  return tx
    .select()
    .from(modules)
    .where(and(eq(modules.organisationId, organisationId), inArray(modules.id, ids)))
}

export async function listModules(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  code: string | undefined,
): Promise<(Module & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, modules)
  return tx
    .select({ ...getTableColumns(modules), upTo: numberedUpTo(keyset) })
    .from(modules)
    .where(
      and(
        eq(modules.organisationId, organisationId),
        code === undefined ? undefined : eq(modules.code, code),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}
