import type { Criterion } from '../../db/schema/mobility/agreements.ts'
import type { EvidenceJudgement, Mark } from '../../db/schema/recognition/assessments.ts'
import type { Fault } from '../../errors.ts'
import { isCurrent, isVouchedFor } from '../documentation/evidence.ts'

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
  const faults: Fault[] = []
  for (const { row } of evidence.filter(({ row }) => !judgements.some((one) => one.evidenceId === row.id))) {
    const detail = `the evidence ${row.id} (${row.title}) is not judged`
    faults.push({ in: 'body', pointer: '/judgements', detail })
  }
  judgements.forEach((judgement, index) => {
    const piece = evidence.find(({ row }) => row.id === judgement.evidenceId)?.row
    const say = (where: string, detail: string) => {
      faults.push({ in: 'body', pointer: `/judgements/${index}${where}`, detail })
    }
    if (judgements.findIndex((one) => one.evidenceId === judgement.evidenceId) < index)
      say('/evidenceId', 'is judged twice')
    if (!piece) say('/evidenceId', 'is not evidence of this outcome')
    if (piece && judgement.current && !isCurrent(piece.producedOn, window)) {
      const { evidenceFrom, evidenceUntil } = window
      say('/current', `was produced on ${piece.producedOn}, outside ${evidenceFrom} to ${evidenceUntil}`)
    }
    if (piece && judgement.authentic && !isVouchedFor(piece, declared)) {
      say('/authentic', 'the learner has not declared, or the host not attested, that it is their work')
    }
  })
  return faults
}

/** What is wrong with the marks: each criterion is marked once, and one that is met names evidence of this outcome. */
export function markFaults(
  marks: readonly Mark[],
  criteria: readonly Criterion[],
  evidence: readonly Piece[],
): Fault[] {
  const faults: Fault[] = []
  for (const criterion of criteria) {
    if (!marks.some((mark) => mark.criterionId === criterion.id)) {
      faults.push({ in: 'body', pointer: '/marks', detail: `the criterion ${criterion.id} is not marked` })
    }
  }
  marks.forEach((mark, index) => {
    const say = (where: string, detail: string) => {
      faults.push({ in: 'body', pointer: `/marks/${index}${where}`, detail })
    }
    if (!criteria.some((one) => one.id === mark.criterionId))
      say('/criterionId', 'is not a criterion of this outcome')
    if (marks.findIndex((one) => one.criterionId === mark.criterionId) < index)
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
