import type { AgreedTask, Criterion } from '../../db/schema/mobility/agreements.ts'
import type { EvidenceJudgement, Mark } from '../../db/schema/recognition/assessments.ts'
import type { Fault } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { isCurrent, isVouchedFor } from '../documentation/evidence.ts'
import { contradictionOf, type LevelStanding } from './level.ts'
import { say } from './words.ts'

type Piece = { row: { id: string; title: string | null; producedOn: string; createdAt: Date } }
type Window = { evidenceFrom: string; evidenceUntil: string }
type Declared = Parameters<typeof isVouchedFor>[1]

/**
 * What is wrong with the judgements of an outcome's evidence: each piece is judged once; only one of the agreed dates is
 * current, and only one that the learner declared and the host attested is authentic.
 */
export function judgementFaults(
  judgements: readonly EvidenceJudgement[],
  evidence: readonly Piece[],
  window: Window,
  declared: Declared,
): Fault[] {
  const judged = judgements.map(({ evidenceId }) => evidenceId)
  return [
    ...evidence
      .filter(({ row }) => !judged.includes(row.id))
      .map(({ row: { id, title } }) =>
        fault('/judgements', say('evidence-not-judged', { id, title: title ?? say('erased') })),
      ),
    ...judgements.flatMap((judgement, index) => {
      const piece = evidence.find(({ row }) => row.id === judgement.evidenceId)?.row
      const isRepeated = judged.indexOf(judgement.evidenceId) < index
      const pointer = `/judgements/${index}`
      return [
        ...(isRepeated ? [fault(`${pointer}/evidenceId`, say('judged-twice'))] : []),
        ...(piece
          ? pieceFaults(judgement, piece, pointer, window, declared)
          : [fault(`${pointer}/evidenceId`, say('not-evidence'))]),
      ]
    }),
  ]
}

const fault = (pointer: string, detail: Sentence): Fault => ({ in: 'body', pointer, detail })

function pieceFaults(
  { current, authentic }: EvidenceJudgement,
  piece: Piece['row'],
  pointer: string,
  window: Window,
  declared: Declared,
): Fault[] {
  const { evidenceFrom: from, evidenceUntil: until } = window
  const isOutside = current && !isCurrent(piece.producedOn, window)
  const outside = say('outside-window', { day: piece.producedOn, from, until })
  const isUnsure = authentic && !isVouchedFor(piece, declared)
  return [
    ...(isOutside ? [fault(`${pointer}/current`, outside)] : []),
    ...(isUnsure ? [fault(`${pointer}/authentic`, say('not-vouched-for'))] : []),
  ]
}

/** What is wrong with the marks: each criterion is marked once, and one that is met names evidence of this outcome. */
export function markFaults(
  marks: readonly Mark[],
  criteria: readonly Criterion[],
  evidence: readonly Piece[],
): Fault[] {
  const marked = marks.map(({ criterionId }) => criterionId)
  return [
    ...criteria
      .filter(({ id }) => !marked.includes(id))
      .map(({ id }) => fault('/marks', say('criterion-not-marked', { criterion: id }))),
    ...marks.flatMap(({ criterionId, mark, evidenceIds }, index) => {
      const pointer = `/marks/${index}`
      const isKnown = criteria.some(({ id }) => id === criterionId)
      const isBare = mark === 'met' && evidenceIds.length === 0
      return [
        ...(isKnown ? [] : [fault(`${pointer}/criterionId`, say('not-a-criterion'))]),
        ...(marked.indexOf(criterionId) < index
          ? [fault(`${pointer}/criterionId`, say('marked-twice'))]
          : []),
        ...(isBare ? [fault(`${pointer}/evidenceIds`, say('name-evidence'))] : []),
        ...evidenceIds.flatMap((evidenceId, at) =>
          evidence.some(({ row }) => row.id === evidenceId)
            ? []
            : [fault(`${pointer}/evidenceIds/${at}`, say('not-evidence'))],
        ),
      ]
    }),
  ]
}

/** Marks that each name their method: their own, that of all of them, or the only one that was agreed. */
export function withMethods(
  { marks, method }: { marks: readonly Mark[]; method?: string | undefined },
  agreed: readonly string[],
): Mark[] {
  const ofAll = method ?? (agreed.length === 1 ? agreed[0] : undefined)
  return marks.map((mark) =>
    mark.mark === 'not-observed' ? mark : { ...mark, method: mark.method ?? ofAll ?? null },
  )
}

/** What was observed was found by a method; one that nobody agreed is a deviation, and no fault. */
export function methodFaults(marks: readonly Mark[], agreed: readonly string[]): Fault[] {
  return marks.flatMap(({ mark, method }, index) =>
    mark === 'not-observed' || method
      ? []
      : [fault(`/marks/${index}/method`, say('name-method', { methods: agreed.join(', ') }))],
  )
}

/** A mark names a task that is agreed for the outcome, and that is to show the criterion. */
export function taskFaults(marks: readonly Mark[], tasks: readonly AgreedTask[]): Fault[] {
  return marks.flatMap(({ criterionId, task }, index) => {
    const showing = tasks.filter(({ criteria }) => criteria.includes(criterionId)).map(({ id }) => id)
    if (!task || showing.includes(task)) return []
    const detail = showing.length > 0 ? say('task-of-others', { known: showing.join(', ') }) : say('no-task')
    return [fault(`/marks/${index}/task`, detail)]
  })
}

/** Marks that contradict themselves are confirmed by a comment. */
export function contradictionFaults(
  levels: readonly LevelStanding[],
  confirmed: string | undefined,
): Fault[] {
  const contradiction = contradictionOf(levels)
  if (!contradiction || confirmed !== undefined) return []
  return [fault('/contradiction', say('contradiction-needed', contradiction))]
}
