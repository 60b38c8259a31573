import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { diaryEntries } from '../../db/schema/recognition/diary.ts'
import { type DiaryEntry, MAX_ENTRIES } from './diary.ts'

export async function insertEntry(tx: Tx, values: typeof diaryEntries.$inferInsert): Promise<DiaryEntry> {
  const [row] = await tx.insert(diaryEntries).values(values).returning()
  return row!
}

/** The diary of a case, oldest first. */
export async function listEntries(tx: Tx, recognitionId: string): Promise<DiaryEntry[]> {
  return tx
    .select()
    .from(diaryEntries)
    .where(eq(diaryEntries.recognitionId, recognitionId))
    .orderBy(asc(diaryEntries.writtenOn), asc(diaryEntries.id))
    .limit(MAX_ENTRIES)
}

/** Changes an entry that was not handed in; undefined where there is none, or it was. */
export async function updateEntry(
  tx: Tx,
  recognitionId: string,
  id: string,
  changes: Partial<Pick<DiaryEntry, 'writtenOn' | 'text' | 'evidenceId' | 'updatedAt'>>,
): Promise<DiaryEntry | undefined> {
  const [row] = await tx
    .update(diaryEntries)
    .set(changes)
    .where(
      and(
        eq(diaryEntries.id, id),
        eq(diaryEntries.recognitionId, recognitionId),
        isNull(diaryEntries.evidenceId),
      ),
    )
    .returning()
  return row
}

export async function getEntry(tx: Tx, recognitionId: string, id: string): Promise<DiaryEntry | undefined> {
  const [row] = await tx
    .select()
    .from(diaryEntries)
    .where(and(eq(diaryEntries.id, id), eq(diaryEntries.recognitionId, recognitionId)))
  return row
}
