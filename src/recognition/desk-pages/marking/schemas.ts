import { z } from 'zod'
import { evidenceKinds } from '../../../db/schema/recognition/recognitions.ts'
import { Code } from '../../../measure/frameworks/code.ts'
import { MAX_CRITERIA, MAX_PIECES } from '../../../mobility/mobilities/extent.ts'
import { typedIn } from '../../../platform/pages/typed-form.ts'
import { AssessmentView, DraftView } from '../../assessment/schemas.ts'
import { FileFacts } from '../../documentation/facts/schemas.ts'
import type { MarkingSheet } from './marking-sheet.ts'

export const MarkedOutcome = z.object({ id: z.uuid(), competence: Code })

/** A piece has two fields, a criterion five, and of all marks there are five more; a tick is one of its own. */
const MAX_FIELDS = 2 * MAX_PIECES + 5 * MAX_CRITERIA + 5
/** What the fields are called: those of all marks, and those of one criterion or piece. */
const isField = (name: string) =>
  ['do', 'form', 'method', 'other-method', 'contradiction'].includes(name) ||
  /^(mark|shown|comment|method|task|counts|lacks):./.test(name)

export const MarkingForm = z
  .record(z.string(), z.any())
  .superRefine((form, ctx) => {
    const keys = Object.keys(form)
    const unknown = keys.filter((name) => !isField(name))
    if (unknown.length > 0) ctx.addIssue({ code: 'unrecognized_keys', keys: unknown, input: form })
    if (keys.length > MAX_FIELDS)
      ctx.addIssue({ code: 'too_big', origin: 'object', maximum: MAX_FIELDS, inclusive: true, input: form })
  })
  .transform(typedIn)
  .meta({
    id: 'MarkingForm',
    maxProperties: MAX_FIELDS,
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
  facts: FileFacts.nullable(),
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
        facts: piece.facts,
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
