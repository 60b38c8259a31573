import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import { notFound, Refusal } from '../../errors.ts'
import type { Link } from '../../platform/auth/links.ts'
import { latestToday } from '../../platform/clocks.ts'
import type { Zone } from '../../platform/time-zone.ts'
import { theCase } from '../load-case.ts'
import { caseOf } from '../store.ts'
import { ownEvidenceActions } from './actions.ts'
import { type DiaryEntry, MAX_ENTRIES } from './diary.ts'
import type { DiaryForm } from './schemas.ts'
import { insertEntry, listEntries, updateEntry } from './store.ts'
import { say } from './words.ts'

type Written = z.infer<typeof DiaryForm>

/** The learner writes down a day for themselves: nobody else reads it before it is handed in. */
export async function writeDiary(
  ctx: Context,
  { subjectId, personId }: Link,
  entry: Written,
): Promise<DiaryEntry> {
  const { addDiaryEntry: action } = ownEvidenceActions
  return act(ctx, action, theCase(ctx, subjectId), async ({ tx, subject, now }) => {
    assertNotAhead(entry.writtenOn, now, subject.settings.timeZone)
    const entries = await listEntries(tx, subjectId)
    if (entries.some(({ writtenOn, text }) => writtenOn === entry.writtenOn && text === entry.text))
      throw new Refusal('conflict', say('written-already'))
    if (entries.length >= MAX_ENTRIES)
      throw new Refusal('wrong-state', say('diary-full', { most: MAX_ENTRIES }))
    const row = await insertEntry(tx, {
      ...caseOf(subject.recognition),
      personId,
      ...entry,
      createdAt: now,
      updatedAt: now,
    })
    return { value: row, subjectId: row.id, details: { recognitionId: subjectId } }
  })
}

/** Writes an entry anew, until it is handed in. */
export async function changeDiary(
  ctx: Context,
  { subjectId }: Link,
  id: string,
  entry: Written,
): Promise<DiaryEntry> {
  const { changeDiaryEntry: action } = ownEvidenceActions
  return act(ctx, action, theCase(ctx, subjectId), async ({ tx, subject, now }) => {
    assertNotAhead(entry.writtenOn, now, subject.settings.timeZone)
    const row = await updateEntry(tx, subjectId, id, { ...entry, updatedAt: now })
    if (!row) throw notFound('diary-entry')
    return { value: row, subjectId: row.id, details: { recognitionId: subjectId } }
  })
}

function assertNotAhead(day: string, now: Date, zone: Zone): void {
  if (day > latestToday(now, zone))
    throw new Refusal('incomplete', say('day-ahead'), [
      { in: 'body', pointer: '/writtenOn', detail: say('day-ahead') },
    ])
}
