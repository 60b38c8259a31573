import { z } from 'zod'
import { Code } from '../../measure/frameworks/code.ts'
import { MAX_OUTCOMES } from '../../mobility/mobilities/extent.ts'
import { longText } from '../../platform/http/texts.ts'
import { EvidenceFields, EvidenceView } from '../documentation/schemas.ts'
import { type DiaryEntry, MAX_ENTRIES } from './diary.ts'

export const OwnPiece = z.object({ piece: z.uuid() })

export const OneEntry = z.object({ entry: z.uuid() })

/** One that is ticked comes alone, several as a list. */
const Ticked = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(Code).min(1).max(MAX_OUTCOMES).describe('codes of the outcomes that it shows'),
)

const { title, producedOn } = EvidenceFields.shape

export const OwnEvidence = z
  .strictObject({ title, producedOn, competences: Ticked })
  .meta({ id: 'OwnEvidence' })

export const DiaryForm = z
  .strictObject({
    writtenOn: z.iso.date().describe('the day that it is about'),
    text: longText(10_000),
  })
  .meta({
    id: 'DiaryForm',
    examples: [{ writtenOn: '2026-09-20', text: 'Set up the shared plan of the workshop.' }],
  })

export const DiarySubmission = z
  .strictObject({ competences: Ticked })
  .meta({ id: 'DiarySubmission', examples: [{ competences: ['1.1'] }] })

export const DiaryEntryView = z
  .object({
    id: z.uuid(),
    writtenOn: z.iso.date(),
    text: z.string(),
    evidenceId: z.uuid().nullable().describe('the piece of evidence that it was handed in as'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'DiaryEntry' })

export const OwnEvidenceView = z
  .object({
    recognitionId: z.uuid(),
    takes: z.boolean().describe('whether evidence may be brought now'),
    outcomes: z.array(z.object({ competence: z.string(), title: z.string() })).max(MAX_OUTCOMES),
    pieces: z.array(EvidenceView),
  })
  .meta({ id: 'LearnerEvidence' })

export const DiaryView = z
  .object({
    recognitionId: z.uuid(),
    takes: z.boolean().describe('whether evidence may be brought now'),
    writes: z.boolean().describe('whether the diary may be written now'),
    outcomes: z.array(z.object({ competence: z.string(), title: z.string() })).max(MAX_OUTCOMES),
    entries: z.array(DiaryEntryView).max(MAX_ENTRIES),
  })
  .meta({ id: 'Diary' })

export function viewEntry({
  id,
  writtenOn,
  text,
  evidenceId,
  updatedAt,
}: DiaryEntry): z.infer<typeof DiaryEntryView> {
  return { id, writtenOn, text, evidenceId, updatedAt: updatedAt.toISOString() }
}
