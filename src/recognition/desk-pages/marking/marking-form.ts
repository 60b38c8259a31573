import type { Criterion } from '../../../db/schema/mobility/agreements.ts'
import { type EvidenceJudgement, type Mark, markValues } from '../../../db/schema/recognition/assessments.ts'
import type { Fault } from '../../../errors.ts'
import { pointer } from '../../../platform/http/faults.ts'
import { type Typed, textOf, textsOf } from '../../../platform/pages/typed-form.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { questions } from '../../assessment/explanation.ts'
import { say } from '../words.ts'

/** What the fields of the form are called: by what they say, of which piece of evidence or criterion. */
export const field = {
  counts: (evidenceId: string) => `counts:${evidenceId}`,
  lacks: (evidenceId: string) => `lacks:${evidenceId}`,
  mark: (criterionId: string) => `mark:${criterionId}`,
  shownBy: (criterionId: string) => `shown:${criterionId}`,
  comment: (criterionId: string) => `comment:${criterionId}`,
  method: (criterionId: string) => `method:${criterionId}`,
  task: (criterionId: string) => `task:${criterionId}`,
}

/** What is marked by it. */
type Asked = { criteria: readonly Pick<Criterion, 'id'>[]; pieces: readonly { id: string }[] }
type Given = { judgements: EvidenceJudgement[]; marks: Mark[]; method?: string; contradiction?: string }

/** What was typed and ticked, as marks; and what of it says too little to be kept. */
export function marksIn(typed: Typed, { criteria, pieces }: Asked): { given: Given; unkept: Fault[] } {
  const judged = pieces.map(({ id }) => judgementIn(typed, id))
  const marked = criteria.map(({ id }) => markIn(typed, id))
  const method = textOf(typed, 'other-method').trim() || textOf(typed, 'method').trim()
  const contradiction = textOf(typed, 'contradiction').trim()
  return {
    given: {
      judgements: judged.flatMap(({ judgement }) => judgement ?? []),
      marks: marked.flatMap(({ mark }) => mark ?? []),
      ...(method !== '' && { method }),
      ...(contradiction !== '' && { contradiction }),
    },
    unkept: [...judged, ...marked].flatMap(({ fault }) => fault ?? []),
  }
}

function judgementIn(typed: Typed, id: string): { judgement?: EvidenceJudgement; fault?: Fault } {
  const counts = textOf(typed, field.counts(id))
  const lacks = textsOf(typed, field.lacks(id))
  const lacking = questions.filter((question) => lacks.includes(question))
  if (counts === 'yes' && lacking.length > 0)
    return { fault: faultOf(field.lacks(id), say('lacks-and-counts')) }
  if (counts === 'no' && lacking.length === 0) return { fault: faultOf(field.lacks(id), say('lacks-what')) }
  if (counts !== 'yes' && counts !== 'no')
    return lacking.length > 0 ? { fault: faultOf(field.counts(id), say('answer-piece')) } : {}
  const [valid, authentic, current, sufficient] = questions.map((question) => !lacking.includes(question))
  return {
    judgement: {
      evidenceId: id,
      valid: valid!,
      authentic: authentic!,
      current: current!,
      sufficient: sufficient!,
    },
  }
}

function markIn(typed: Typed, id: string): { mark?: Mark; fault?: Fault } {
  const answer = textOf(typed, field.mark(id))
  const mark = markValues.find((value) => value === answer)
  const evidenceIds = [...new Set(textsOf(typed, field.shownBy(id)))]
  const comment = textOf(typed, field.comment(id)).trim()
  const method = textOf(typed, field.method(id)).trim()
  const task = textOf(typed, field.task(id)).trim()
  if (!mark) {
    const hasMore = evidenceIds.length > 0 || comment !== ''
    return hasMore ? { fault: faultOf(field.mark(id), say('answer-first')) } : {}
  }
  return {
    mark: {
      criterionId: id,
      mark,
      evidenceIds,
      comment: comment || null,
      ...(method !== '' && { method }),
      ...(task !== '' && { task }),
    },
  }
}

/** What has no answer yet. */
export function unansweredIn({ judgements, marks }: Given, { criteria, pieces }: Asked): Fault[] {
  const judged = new Set(judgements.map(({ evidenceId }) => evidenceId))
  const marked = new Set(marks.map(({ criterionId }) => criterionId))
  return [
    ...pieces
      .filter(({ id }) => !judged.has(id))
      .map(({ id }) => faultOf(field.counts(id), say('answer-piece'))),
    ...criteria
      .filter(({ id }) => !marked.has(id))
      .map(({ id }) => faultOf(field.mark(id), say('answer-criterion'))),
  ]
}

const faultOf = (name: string, detail: Sentence): Fault => ({ in: 'body', pointer: pointer([name]), detail })

/** A fault of marks, where its pointer leads to them, as one of the field in which they were given. */
export function atField(fault: Fault, { judgements, marks }: Given): Fault {
  const [, list, index = '', part = ''] = /^\/(judgements|marks)\/(\d+)(?:\/(\w+))?/.exec(fault.pointer) ?? []
  const judgement = list === 'judgements' ? judgements[Number(index)] : undefined
  if (judgement) return { ...fault, pointer: pointer([field.counts(judgement.evidenceId)]) }
  const mark = list === 'marks' ? marks[Number(index)] : undefined
  if (!mark) return fault
  const of = { evidenceIds: field.shownBy, comment: field.comment, method: field.method, task: field.task }[
    part
  ]
  return { ...fault, pointer: pointer([(of ?? field.mark)(mark.criterionId)]) }
}

/** What is kept of the marks, as it stands in the form. */
export function typedFrom(
  kept: {
    judgements: readonly EvidenceJudgement[]
    marks: readonly Mark[]
    method: string | null
    contradiction: string | null
  },
  methods: readonly string[],
): Typed {
  const judged = kept.judgements.flatMap((judgement): [string, string | string[]][] => {
    const lacking = questions.filter((question) => !judgement[question])
    const { evidenceId } = judgement
    return [
      [field.counts(evidenceId), lacking.length > 0 ? 'no' : 'yes'],
      [field.lacks(evidenceId), lacking],
    ]
  })
  const marked = kept.marks.flatMap(
    ({ criterionId, mark, evidenceIds, comment, method, task }): [string, string | string[]][] => [
      [field.mark(criterionId), mark],
      [field.shownBy(criterionId), evidenceIds],
      [field.comment(criterionId), comment ?? ''],
      [field.method(criterionId), method ?? ''],
      [field.task(criterionId), task ?? ''],
    ],
  )
  const { method, contradiction } = kept
  const named = method !== null && !methods.includes(method) ? 'other-method' : 'method'
  return Object.fromEntries([
    ...judged,
    ...marked,
    [named, method ?? ''],
    ['contradiction', contradiction ?? ''],
  ])
}
