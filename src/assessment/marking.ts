import type { z } from 'zod'
import { isCurrent } from '../documentation/evidence.ts'
import type { EvidenceWithOutcomes } from '../documentation/store.ts'
import type { Fault } from '../errors.ts'
import type { Outcome } from '../recognitions/store.ts'
import type { NewAssessment } from './schemas.ts'

type Input = Pick<z.infer<typeof NewAssessment>, 'judgements' | 'marks'>

/** Everything in which marks are incomplete or do not fit the outcome, its evidence and the agreed dates. */
export function markingFaults(
  input: Input,
  outcome: Outcome,
  evidence: EvidenceWithOutcomes[],
  window: Window,
): Fault[] {
  return [...judgementFaults(input, evidence, window), ...markFaults(input, outcome, evidence)]
}

type Window = { evidenceFrom: string; evidenceUntil: string }

function judgementFaults(input: Input, evidence: EvidenceWithOutcomes[], window: Window): Fault[] {
  const faults: Fault[] = []
  const unjudged = evidence.filter(({ row }) => !input.judgements.some((one) => one.evidenceId === row.id))
  for (const { row } of unjudged) {
    faults.push({
      in: 'body',
      pointer: '/judgements',
      detail: `the evidence ${row.id} (${row.title}) is not judged`,
    })
  }
  input.judgements.forEach((judgement, index) => {
    const piece = evidence.find(({ row }) => row.id === judgement.evidenceId)
    const say = (where: string, detail: string) => {
      faults.push({ in: 'body', pointer: `/judgements/${index}${where}`, detail })
    }
    if (!piece) say('/evidenceId', 'is not evidence of this outcome')
    if (input.judgements.findIndex((one) => one.evidenceId === judgement.evidenceId) < index)
      say('/evidenceId', 'is judged twice')
    if (piece && judgement.current && !isCurrent(piece.row.producedOn, window)) {
      say(
        '/current',
        `was produced on ${piece.row.producedOn}, outside ${window.evidenceFrom} to ${window.evidenceUntil}`,
      )
    }
  })
  return faults
}

function markFaults(input: Input, outcome: Outcome, evidence: EvidenceWithOutcomes[]): Fault[] {
  const faults: Fault[] = []
  for (const criterion of outcome.criteria) {
    if (!input.marks.some((mark) => mark.criterionId === criterion.id)) {
      faults.push({ in: 'body', pointer: '/marks', detail: `the criterion ${criterion.id} is not marked` })
    }
  }
  input.marks.forEach((mark, index) => {
    const say = (where: string, detail: string) => {
      faults.push({ in: 'body', pointer: `/marks/${index}${where}`, detail })
    }
    if (!outcome.criteria.some((one) => one.id === mark.criterionId))
      say('/criterionId', 'is not a criterion of this outcome')
    if (input.marks.findIndex((one) => one.criterionId === mark.criterionId) < index)
      say('/criterionId', 'is marked twice')
    if (mark.mark === 'met' && mark.evidenceIds.length === 0)
      say('/evidenceIds', 'a criterion is met by evidence: name it')
    mark.evidenceIds.forEach((id, at) => {
      if (!evidence.some(({ row }) => row.id === id))
        say(`/evidenceIds/${at}`, 'is not evidence of this outcome')
    })
  })
  return faults
}
