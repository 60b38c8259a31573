import { z } from 'zod'
import { evidenceKinds } from '../../../db/schema/recognition/recognitions.ts'
import { Code } from '../../../measure/frameworks/code.ts'
import { MAX_CRITERIA, MAX_PIECES } from '../../../mobility/mobilities/extent.ts'
import { type Typed, typedIn } from '../../../platform/pages/typed-form.ts'
import { AssessmentView, DraftView } from '../../assessment/schemas.ts'
import type { MarkingSheet } from './marking-sheet.ts'

export const MarkedOutcome = z.object({ id: z.uuid(), competence: Code })

/** A piece has two fields, a criterion five, and of all marks there are five more; a tick is one of its own. */
const MAX_FIELDS = 2 * MAX_PIECES + 5 * MAX_CRITERIA + 5
const isForm = (form: unknown): form is Typed =>
  typeof form === 'object' && form !== null && Object.keys(form).length <= MAX_FIELDS

export const MarkingForm = z
  .any()
  .refine(isForm)
  .transform(typedIn)
  .meta({
    id: 'MarkingForm',
    type: 'object',
    description:
      'The fields of the page: `do` is `keep` or `submit`; `mark:ID`, `shown:ID`, `comment:ID`, `method:ID` and `task:ID` of each criterion, `counts:ID` and `lacks:ID` of each piece of evidence, `method`, `other-method` and `contradiction` of all.',
    examples: [{ do: 'keep', 'mark:2.4.a.4': 'met' }],
  })

const Piece = z.object({
  id: z.uuid(),
  number: z.int(),
  kind: z.enum(evidenceKinds),
  title: z.string().nullable(),
  producedOn: z.iso.date(),
  mediaType: z.string().nullable(),
  size: z.int().nullable(),
  isCurrent: z.boolean().describe('made within the agreed dates'),
  isElsewhere: z.boolean().describe('the same file is evidence of another learner, too'),
  isVouchedFor: z.boolean().describe('declared by the learner and attested by the host'),
})

export const MarkingSheetView = z
  .object({
    recognitionId: z.uuid(),
    learner: z.string(),
    competence: z.string(),
    title: z.string(),
    number: z.int(),
    outcomes: z.int().describe('how many are claimed'),
    target: z.string().nullable(),
    methods: z.array(z.string()),
    criteria: z.array(
      z.object({
        id: z.string(),
        mandatory: z.boolean(),
        lead: z.string().nullable(),
        text: z.string(),
        looksLike: z.array(z.string()).describe('help to see it; no mark'),
        tasks: z.array(z.string()),
      }),
    ),
    pieces: z.array(Piece),
    draft: DraftView.nullable().describe('what is kept of the marks, for nobody else to see'),
    found: z
      .object({ level: z.string().nullable() })
      .nullable()
      .describe('the level that follows, once all is marked'),
  })
  .meta({ id: 'MarkingSheet' })

export function viewSheet(sheet: MarkingSheet): z.infer<typeof MarkingSheetView> {
  const { recognitionId, learner, competence, title, number, outcomes, target, methods, criteria } = sheet
  const { draft, keptAt, found } = sheet
  return {
    recognitionId,
    learner,
    competence,
    title,
    number,
    outcomes,
    target,
    methods,
    criteria,
    pieces: sheet.pieces.map(
      ({ id, number: at, kind, title: called, producedOn, mediaType, size, ...piece }) => ({
        id,
        number: at,
        kind,
        title: called,
        producedOn,
        mediaType,
        size,
        isCurrent: piece.isCurrent,
        isElsewhere: piece.isElsewhere,
        isVouchedFor: piece.isVouchedFor,
      }),
    ),
    draft: draft && keptAt && { ...draft, updatedAt: keptAt.toISOString() },
    found,
  }
}

export const MarkingDone = z
  .object({ draft: DraftView.nullable(), assessment: AssessmentView.nullable() })
  .meta({ id: 'MarkingDone' })
