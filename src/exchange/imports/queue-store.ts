import { and, asc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { importFiles, imports } from '../../db/schema/exchange/imports.ts'
import type { Import } from './store.ts'

const atWork = ['checking', 'running'] as const

/** Claims the import that has waited for longest, for so long that nobody else takes it up. */
export async function claimImport(owner: Tx, now: Date, leasedUntil: Date): Promise<Import | undefined> {
  const next = owner
    .select({ id: imports.id })
    .from(imports)
    .where(
      and(
        inArray(imports.state, [...atWork]),
        lte(imports.dueAt, now),
        or(isNull(imports.leasedUntil), lte(imports.leasedUntil, now)),
      ),
    )
    .orderBy(asc(imports.dueAt), asc(imports.id))
    .limit(1)
    .for('update', { skipLocked: true })
  const [claimed] = await owner
    .update(imports)
    .set({ leasedUntil, attempts: sql`${imports.attempts} + 1` })
    .where(inArray(imports.id, next))
    .returning()
  return claimed
}

/** The table of an import that is claimed; null once it is there no more. */
export async function readBytes(owner: Tx, id: string): Promise<Uint8Array | null> {
  const [file] = await owner
    .select({ bytes: importFiles.bytes })
    .from(importFiles)
    .where(eq(importFiles.importId, id))
  return file?.bytes ?? null
}

/** Gives one back that could not be worked at now. */
export async function putOffImport(owner: Tx, { id, state }: Import, dueAt: Date): Promise<void> {
  await owner
    .update(imports)
    .set({ leasedUntil: null, dueAt })
    .where(and(eq(imports.id, id), eq(imports.state, state)))
}

type Checked = Pick<
  Import,
  'form' | 'rows' | 'toCreate' | 'toUpdate' | 'toLeave' | 'blocking' | 'warnings' | 'checkedAt'
>

/** Keeps what was found, once, unless the import was cancelled meanwhile or its table was taken away. */
export async function keepChecked(
  owner: Tx,
  id: string,
  checked: Checked,
  { findings, people }: { findings: string; people: readonly string[] },
): Promise<void> {
  await owner.transaction(async (tx) => {
    const kept = await tx
      .update(importFiles)
      .set({ findings, people: people.join(' ') })
      .where(and(eq(importFiles.importId, id), isNotNull(importFiles.bytes)))
      .returning({ id: importFiles.importId })
    const state = checked.blocking > 0 ? 'blocked' : 'ready'
    await tx
      .update(imports)
      .set({
        ...checked,
        ...(kept.length === 0 ? { state: 'failed', failure: 'erased' } : { state }),
        leasedUntil: null,
        attempts: 0,
      })
      .where(and(eq(imports.id, id), eq(imports.state, 'checking')))
  })
}

/** Ends one that cannot be gone on with. */
export async function failImport(
  owner: Tx,
  id: string,
  failure: NonNullable<Import['failure']>,
  now: Date,
): Promise<void> {
  await owner.transaction(async (tx) => {
    await tx
      .update(imports)
      .set({ state: 'failed', failure, finishedAt: now, leasedUntil: null })
      .where(and(eq(imports.id, id), inArray(imports.state, [...atWork])))
    await tx.delete(importFiles).where(eq(importFiles.importId, id))
  })
}

/** Removes tables that were sent before a moment, but of what is being entered; and what is told of imports of before another. */
export async function deleteOld(owner: Tx, tablesBefore: Date, importsBefore: Date): Promise<void> {
  const old = owner
    .select({ id: imports.id })
    .from(imports)
    .where(and(lt(imports.createdAt, tablesBefore), sql`${imports.state} <> 'running'`))
  await owner.delete(importFiles).where(inArray(importFiles.importId, old))
  await owner
    .update(imports)
    .set({ state: 'cancelled', finishedAt: tablesBefore })
    .where(and(lt(imports.createdAt, tablesBefore), inArray(imports.state, ['checking', 'ready', 'blocked'])))
  await owner
    .delete(imports)
    .where(and(lt(imports.createdAt, importsBefore), sql`${imports.state} <> 'running'`))
}
