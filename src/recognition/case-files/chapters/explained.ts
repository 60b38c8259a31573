import { questions } from '../../assessment/explanation.ts'
import type { Outcome } from '../../outcome-store.ts'
import type { FilePart, Words } from '../part.ts'
import type { CaseRecord } from '../read-case.ts'
import type { Telling } from '../telling.ts'
import { say } from '../words.ts'

type Row = [name: string, words: Words]
type Assessment = CaseRecord['assessments'][number]

/** Remarks, how the learner saw it, why it was marked again and in what the assessors differ. */
export function tellExplained(outcome: Outcome, telling: Telling): FilePart[] {
  const { record } = telling
  const own = record.assessments.filter(({ outcomeId }) => outcomeId === outcome.id)
  const rows = [
    ...remarks(outcome, telling),
    ...again(outcome, telling),
    ...own.flatMap((assessment) => ofRound(assessment, telling)),
    ...differing(own, telling),
  ]
  return rows.length > 0 ? [{ kind: 'facts', rows }] : []
}

function remarks({ remark, leftOutOf, selfLevel, kind }: Outcome, { language, level }: Telling): Row[] {
  const w = say.in(language)
  return [
    ...(remark ? [[w(kind === 'additional' ? 'what-it-is' : 'remark'), remark] as Row] : []),
    ...(leftOutOf === null ? [] : [[w('remark'), w('left-out', { number: leftOutOf })] as Row]),
    ...(selfLevel === null ? [] : [[w('self-assessment'), level(selfLevel)] as Row]),
  ]
}

/** Why it was, or was not, marked a second time. */
function again({ id }: Outcome, telling: Telling): Row[] {
  const { record, language, person, dayOf } = telling
  const w = say.in(language)
  return record.secondMarkings
    .filter(({ outcomeId }) => outcomeId === id)
    .map(({ reasons, askedBy, createdAt }) => {
      const named = reasons.map((reason) => w(`reason-${reason}`)).join(', ') || w('not-due')
      const by = askedBy ? ` (${w('asked-by', { name: person(askedBy), day: dayOf(createdAt) })})` : ''
      return [w('second-marking'), `${named}${by}`]
    })
}

/** A contradiction that its assessor confirmed, and evidence that did not count for them. */
function ofRound({ round, contradiction, judgements, selfGap }: Assessment, telling: Telling): Row[] {
  const { language, pieces } = telling
  const w = say.in(language)
  const named = (what: string) => w('of-round', { what, round: say(`round-${round}`) })
  const setAside = questions.flatMap((question) => {
    const failed = judgements.filter((judgement) => !judgement[question])
    if (failed.length === 0) return []
    const found = pieces(failed.map(({ evidenceId }) => evidenceId))
    return [[named(w(`set-aside-${question}`)), [w('evidence-by-number'), ' ', ...found]] as Row]
  })
  return [
    ...(contradiction ? [[named(w('contradiction')), contradiction] as Row] : []),
    ...(selfGap ? [[named(w('self-gap')), w('levels-apart', { count: selfGap })] as Row] : []),
    ...setAside,
  ]
}

/** How many criteria the first two rounds mark otherwise. */
function differing(own: readonly Assessment[], { language }: Telling): Row[] {
  const w = say.in(language)
  const [first, second] = (['first', 'second'] as const).map((name) =>
    own.find(({ round }) => round === name),
  )
  if (!first || !second) return []
  const count = first.marks.filter(({ criterionId, mark }) => {
    const other = second.marks.find((given) => given.criterionId === criterionId)
    return other !== undefined && other.mark !== mark
  }).length
  return [[w('differences'), w('differ-in', { count })]]
}
