import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { importFiles, type importKinds, imports } from '../../db/schema/exchange/imports.ts'
import { notFound } from '../../errors.ts'
import type { Asker } from '../../platform/auth/access.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { askedBy } from '../batches/asked-by-store.ts'

export type Import = typeof imports.$inferSelect
export type ImportKind = (typeof importKinds)[number]

export async function insertImport(
  tx: Tx,
  values: typeof imports.$inferInsert,
  bytes: Uint8Array,
): Promise<Import> {
  const [made] = await tx.insert(imports).values(values).returning()
  const { id: importId, organisationId, memberId } = made!
  await tx.insert(importFiles).values({ importId, organisationId, memberId, bytes })
  return made!
}

export async function listImports(tx: Tx, asker: Asker, keyset: Keyset): Promise<Import[]> {
  const { where, orderBy, limit } = page(keyset, { id: imports.id, updatedAt: imports.createdAt })
  return tx
    .select()
    .from(imports)
    .where(and(askedBy(imports, asker), where))
    .orderBy(...orderBy)
    .limit(limit)
}

export async function getImport(tx: Tx, asker: Asker, id: string): Promise<Import> {
  const [found] = await tx
    .select()
    .from(imports)
    .where(and(askedBy(imports, asker), eq(imports.id, id)))
  if (!found) throw notFound('import')
  return found
}

/** Held until the transaction ends. */
export async function holdImport(tx: Tx, asker: Asker, id: string): Promise<Import> {
  const [found] = await tx
    .select()
    .from(imports)
    .where(and(askedBy(imports, asker), eq(imports.id, id)))
    .for('update')
  if (!found) throw notFound('import')
  return found
}

export async function changeImport(tx: Tx, id: string, changes: Partial<Import>): Promise<Import> {
  const [changed] = await tx.update(imports).set(changes).where(eq(imports.id, id)).returning()
  return changed!
}

/** What is told of a table; null once it is there no more. */
export async function readFindings(tx: Tx, id: string): Promise<string | null> {
  const [file] = await tx
    .select({ findings: importFiles.findings })
    .from(importFiles)
    .where(eq(importFiles.importId, id))
  return file?.findings ?? null
}

/** The table as it was sent, and what is told of it; null once it is there no more. */
export async function readTold(
  tx: Tx,
  id: string,
): Promise<{ bytes: Uint8Array; findings: string | null } | null> {
  const [file] = await tx
    .select({ bytes: importFiles.bytes, findings: importFiles.findings })
    .from(importFiles)
    .where(eq(importFiles.importId, id))
  return file?.bytes ? { bytes: file.bytes, findings: file.findings } : null
}

/** Holds the table while some of its rows are entered: whether it is there still. */
export async function holdTable(tx: Tx, id: string): Promise<boolean> {
  const found = await tx
    .select({ id: importFiles.importId })
    .from(importFiles)
    .where(and(eq(importFiles.importId, id), isNotNull(importFiles.bytes)))
    .for('update')
  return found.length > 0
}

export async function dropFile(tx: Tx, id: string): Promise<void> {
  await tx.delete(importFiles).where(eq(importFiles.importId, id))
}

/** Notes who was found or made while rows were entered, and what more is to be told. */
export async function noteEntered(
  tx: Tx,
  id: string,
  { people, findings }: { people: readonly string[]; findings: string | null },
): Promise<void> {
  await tx
    .update(importFiles)
    .set({
      people: sql`concat_ws(' ', ${importFiles.people}, ${people.join(' ')}::text)`,
      ...(findings === null ? {} : { findings }),
    })
    .where(eq(importFiles.importId, id))
}
