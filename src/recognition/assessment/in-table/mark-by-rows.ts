import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { act } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import type { Mark } from '../../../db/schema/recognition/assessments.ts'
import { type Fault, Refusal } from '../../../errors.ts'
import type { Actor } from '../../../platform/auth/access.ts'
import type { Errand } from '../../../platform/auth/errand.ts'
import { parseInput } from '../../../platform/http/faults.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { assessmentActions } from '../actions.ts'
import { heldToMark, judgeHeld } from '../marking.ts'
import { withMethods } from '../marks.ts'
import { NewAssessment } from '../schemas.ts'
import { say } from '../words.ts'
import { asInRow, type MarksRow, marksAsked } from './rows.ts'
import { type AssignedTo, findAssignedTo, findOwnMarks, type OwnMarks } from './store.ts'

/** What becomes of the marks in a row. */
export type MarkedRow = { learnerId: string | null } & (
  | { fate: 'create' | 'unchanged' }
  | { fate: 'refused'; faults: Fault[] }
)

type Within = { ctx: Context; actor: Actor; keep: boolean }

/**
 * Submits the marks of each row in its turn, as the request for them alone does, for what the actor is assigned to and has
 * read. What they have submitted alike is left as it is. Unless they are to be kept, all is taken back: only what would
 * become of them is told.
 */
export async function markByRows(tx: Tx, within: Within, rows: readonly MarksRow[]): Promise<MarkedRow[]> {
  const { actor } = within
  const memberId = actor.memberId!
  const cases = await findAssignedTo(tx, memberId, {
    learners: rows.flatMap(({ learner }) => learner ?? []),
    mobilities: rows.flatMap(({ mobility }) => mobility ?? []),
    codes: rows.flatMap(({ mobilityCode }) => mobilityCode ?? []),
  })
  const given = await findOwnMarks(
    tx,
    memberId,
    cases.map(({ recognitionId }) => recognitionId),
  )
  const told: MarkedRow[] = []
  for (const row of rows) told.push(await fateOf(tx, within, row, { cases, given }))
  return told
}

type Found = { cases: readonly AssignedTo[]; given: readonly OwnMarks[] }

async function fateOf(tx: Tx, within: Within, row: MarksRow, { cases, given }: Found): Promise<MarkedRow> {
  const field = nameOf(row)
  const [found, ...others] = cases.filter((known) => isCalled(known, row))
  if (!found || others.length > 0) {
    const sentence = say(found ? 'several-cases' : 'none-of-yours')
    return { fate: 'refused', faults: [faultAt(field, sentence)], learnerId: null }
  }
  const { recognitionId, learnerId } = found
  const { asked, faults: misplaced } = marksAsked(row)
  const { data, faults: unfit } = parseInput(NewAssessment, asked)
  const faults = [...misplaced, ...unfit.map((fault) => asInRow(fault, asked))]
  if (!data || faults.length > 0) return { fate: 'refused', faults, learnerId }
  const before = given.find(
    (marks) => marks.recognitionId === recognitionId && marks.competence === data.competence,
  )
  if (before && saysTheSame(before, data)) return { fate: 'unchanged', learnerId }
  try {
    await submit(tx, within, recognitionId, row.workHash, data)
    return { fate: 'create', learnerId }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const place = error.reason === 'stale' ? 'workHash' : 'competence'
    const told = error.faults.map((fault) => asInRow(fault, asked))
    return { fate: 'refused', faults: told.length > 0 ? told : [faultAt(place, error.sentence)], learnerId }
  }
}

/** Thrown to take back what was only tried. */
class TakenBack extends Error {}

async function submit(
  tx: Tx,
  { ctx, actor, keep }: Within,
  recognitionId: string,
  read: string,
  input: z.infer<typeof NewAssessment>,
): Promise<void> {
  const { recordMarks: action } = assessmentActions
  const errand: Errand = {
    ...{ actor: ctx.actor, scopes: actor.scopes, key: ctx.requestId, requestId: ctx.requestId },
    ...{ action: action.key, route: action.route!, read },
  }
  try {
    await tx.transaction(async (part) => {
      await act(
        { ...ctx, errand, within: { tx: part, actor } },
        action,
        (held) => heldToMark(held, ctx, recognitionId, input.competence),
        (acting) => judgeHeld(part, ctx, acting, input),
      )
      if (!keep) throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
}

const faultAt = (field: string, detail: Sentence): Fault => ({ in: 'body', pointer: `/${field}`, detail })

/** The column that names whose marks they are. */
const nameOf = ({ mobility, mobilityCode }: MarksRow): string =>
  mobility !== undefined ? 'mobility' : mobilityCode !== undefined ? 'mobilityCode' : 'learner'

/** Whether all that a row calls the case is so; a code stands for one only together with its project. */
function isCalled(known: AssignedTo, { mobility, projectCode, mobilityCode, learner }: MarksRow): boolean {
  const names = [
    [mobility, known.mobility],
    [mobilityCode, known.mobilityCode],
    [projectCode, known.projectCode],
    [learner, known.learner],
  ]
  const isNamed = mobility !== undefined || mobilityCode !== undefined || learner !== undefined
  return isNamed && names.every(([name, own]) => name === undefined || name === own)
}

/** Whether marks that were submitted say what is asked for. */
function saysTheSame(before: OwnMarks, asked: z.infer<typeof NewAssessment>): boolean {
  const judgements = (given: (typeof asked)['judgements']) =>
    given.toSorted((a, b) => (a.evidenceId < b.evidenceId ? -1 : 1))
  const isConfirmedAlike = before.contradiction === null || before.contradiction === asked.contradiction
  return (
    isConfirmedAlike &&
    isDeepStrictEqual(judgements(before.judgements), judgements(asked.judgements)) &&
    isDeepStrictEqual(plain(before.marks), plain(withMethods(asked, before.methods)))
  )
}

const plain = (marks: readonly Mark[]) =>
  marks
    .map(({ criterionId, mark, evidenceIds, comment, method, task }) => ({
      ...{ criterionId, mark, evidenceIds: evidenceIds.toSorted() },
      ...{ comment: comment ?? null, method: method ?? null, task: task ?? null },
    }))
    .sort((a, b) => (a.criterionId < b.criterionId ? -1 : 1))
