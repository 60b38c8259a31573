import { and, desc, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { attempts } from '../../db/schema/operation.ts'
import { keptFiles } from '../../db/schema/recognition/kept-files.ts'
import { evidence } from '../../db/schema/recognition/recognitions.ts'
import { dueFairly, type Item } from '../../platform/jobs/attempts-store.ts'

/** The job that removes files, as attempts and metrics name it. */
export const removing = 'remove-erased-files'

/** Evidence whose file it is, or the picture of whose film. */
const hasFile = (sha256: string | typeof keptFiles.sha256) =>
  or(eq(evidence.sha256, sha256), eq(evidence.frameSha256, sha256))

/**
 * For that job: the hashes of files that were discarded and are due. A file is of the case, and of its organisation, whose
 * evidence had it and was erased or taken back last.
 */
export async function listDiscarded(owner: Tx, now: Date, limit: number): Promise<Item[]> {
  const { sha256, discardedAt } = keptFiles
  const last = owner
    .select({ organisationId: evidence.organisationId, recognitionId: evidence.recognitionId })
    .from(evidence)
    .where(and(hasFile(sha256), or(isNotNull(evidence.erasedAt), isNotNull(evidence.withdrawnAt))))
    .orderBy(desc(sql`coalesce(${evidence.erasedAt}, ${evidence.withdrawnAt})`))
    .limit(1)
    .as('last')
  const { organisationId, recognitionId } = last
  const due = dueFairly(
    removing,
    { item: sql`${sha256}`, organisation: sql`${organisationId}`, age: discardedAt },
    now,
  )
  return owner
    .select({ item: sha256, organisationId, recognitionId })
    .from(keptFiles)
    .leftJoinLateral(last, sql`true`)
    .leftJoin(attempts, due.join)
    .where(and(isNotNull(discardedAt), due.isDue))
    .orderBy(...due.order)
    .limit(limit)
}

/**
 * Has a discarded file removed, unless it is evidence of somebody else: then it stays. Whoever hands in the same file
 * meanwhile waits, and keeps it anew. Left as it is when somebody else is at it.
 */
export async function settleFile(owner: Tx, sha256: string, remove: () => Promise<void>): Promise<void> {
  await owner.transaction(async (tx) => {
    const discarded = and(eq(keptFiles.sha256, sha256), isNotNull(keptFiles.discardedAt))
    const held = await tx.select().from(keptFiles).where(discarded).for('update', { skipLocked: true })
    if (held.length === 0) return
    const others = await tx
      .select({ id: evidence.id })
      .from(evidence)
      .where(and(hasFile(sha256), isNull(evidence.erasedAt), isNull(evidence.withdrawnAt)))
      .limit(1)
    if (others.length > 0) {
      await tx.update(keptFiles).set({ discardedAt: null }).where(discarded)
    } else {
      await remove()
      await tx.delete(keptFiles).where(discarded)
    }
  })
}

/** Marks the files of evidence to be removed: what was brought, and what was made of it. */
export async function discardFiles(tx: Tx, of: SQL, now: Date): Promise<void> {
  const rows = await tx
    .select({ sha256: evidence.sha256, frame: evidence.frameSha256 })
    .from(evidence)
    .where(and(of, isNotNull(evidence.sha256)))
  const files = new Set(rows.flatMap(({ sha256, frame }) => [sha256, frame]).filter((hash) => hash !== null))
  if (files.size === 0) return
  await tx
    .insert(keptFiles)
    .values([...files].sort().map((sha256) => ({ sha256, discardedAt: now })))
    .onConflictDoUpdate({ target: keptFiles.sha256, set: { discardedAt: now } })
}
