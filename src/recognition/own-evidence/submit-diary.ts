import { type Context, read } from '../../context.ts'
import { notFound, Refusal } from '../../errors.ts'
import type { Link } from '../../platform/auth/links.ts'
import type { Language } from '../../platform/words/language.ts'
import type { EvidenceWithOutcomes } from '../documentation/store.ts'
import { submitEvidence } from '../documentation/submit-evidence.ts'
import { ownEvidenceActions } from './actions.ts'
import { getEntry, updateEntry } from './store.ts'
import { say } from './words.ts'

/** Hands an entry of the diary in: its text is kept as a file of evidence, and the entry does not change any more. */
export async function submitDiary(
  ctx: Context,
  { subjectId }: Link,
  id: string,
  competences: string[],
  language: Language,
): Promise<EvidenceWithOutcomes> {
  const entry = await read(ctx, (tx) => getEntry(tx, subjectId, id))
  if (!entry) throw notFound('diary-entry')
  if (entry.evidenceId) throw new Refusal('conflict', say('handed-in-already'))
  const { writtenOn, text } = entry
  const title = say.in(language)('diary-of', { day: writtenOn })
  const fields = { kind: 'file' as const, title, producedOn: writtenOn, competences, task: undefined }
  return submitEvidence(ctx, subjectId, fields, Buffer.from(text), {
    action: ownEvidenceActions.submitDiaryEntry,
    async also(tx, piece, now) {
      const kept = await updateEntry(tx, subjectId, id, { evidenceId: piece.id, updatedAt: now })
      if (kept?.text !== text || kept.writtenOn !== writtenOn)
        throw new Refusal('stale', say('entry-changed'))
    },
  })
}
