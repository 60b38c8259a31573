import type { z } from 'zod'
import { type Context, read } from '../../../context.ts'
import { Refusal } from '../../../errors.ts'
import { parseInput } from '../../../platform/http/faults.ts'
import type { Typed } from '../../../platform/pages/typed-form.ts'
import type { MarkingDraft } from '../../assessment/draft-store.ts'
import { recordMarks } from '../../assessment/record-marks.ts'
import { saveDraft } from '../../assessment/save-draft.ts'
import { DraftMarks, NewAssessment } from '../../assessment/schemas.ts'
import type { Assessment } from '../../assessment/store.ts'
import { say } from '../words.ts'
import { atField, marksIn, unansweredIn } from './marking-form.ts'
import { piecesOf } from './marking-sheet.ts'
import { toMark } from './read-marking-sheet.ts'

type Where = { recognitionId: string; competence: string }

/** Keeps what was marked so far, for nobody else to see; what says too little to be kept is told, and the rest kept. */
export async function keepAtDesk(ctx: Context, where: Where, typed: Typed): Promise<MarkingDraft> {
  const { given, unkept } = marksIn(typed, await askedIn(ctx, where))
  const kept = await saveDraft(ctx, where.recognitionId, where.competence, checked(DraftMarks, given, given))
  if (unkept.length > 0) throw new Refusal('incomplete', say('kept-in-part'), unkept)
  return kept
}

/** Gives the marks of an outcome. Where they are not whole or do not fit, what can be kept of them is, as a draft. */
export async function submitAtDesk(ctx: Context, where: Where, typed: Typed): Promise<Assessment> {
  const { recognitionId, competence } = where
  const asked = await askedIn(ctx, where)
  const { given, unkept } = marksIn(typed, asked)
  const saidAlready = new Set(unkept.map(({ pointer }) => pointer))
  const missing = unansweredIn(given, asked).filter(({ pointer }) => !saidAlready.has(pointer))
  try {
    if (unkept.length + missing.length > 0)
      throw new Refusal('incomplete', say('not-finished'), [...unkept, ...missing])
    const input = checked(NewAssessment, { competence, ...given }, given)
    return (await recordMarks(ctx, recognitionId, input)).assessment
  } catch (error) {
    if (!(error instanceof Refusal) || error.faults.length === 0) throw error
    const draft = parseInput(DraftMarks, given)
    if (draft.data) await saveDraft(ctx, recognitionId, competence, draft.data)
    throw atFields(error, given)
  }
}

/** What is asked of whoever marks: the criteria, and the pieces that are judged. */
function askedIn(ctx: Context, { recognitionId, competence }: Where) {
  return read(ctx, async (tx, actor) => {
    const { loaded, outcome } = await toMark(tx, ctx, actor, recognitionId, competence)
    return { criteria: outcome.criteria, pieces: piecesOf(loaded, outcome) }
  })
}

type Given = ReturnType<typeof marksIn>['given']

function checked<T extends z.ZodType>(schema: T, input: unknown, given: Given): z.infer<T> {
  const { data, faults } = parseInput(schema, input)
  if (data === null) throw atFields(new Refusal('bad-input', say('not-finished'), faults), given)
  return data
}

const atFields = ({ reason, sentence, faults, extra }: Refusal, given: Given): Refusal =>
  new Refusal(
    reason,
    sentence,
    faults.map((fault) => atField(fault, given)),
    extra,
  )
