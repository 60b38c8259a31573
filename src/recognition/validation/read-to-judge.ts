import { hashOf } from '../../platform/hash.ts'
import { type CaseRows, followedVersion } from '../case.ts'

type Work = Pick<CaseRows, 'versions' | 'recognition' | 'outcomes' | 'evidence'>
type Basis = Work & Pick<CaseRows, 'assessments' | 'secondMarkings' | 'decisions' | 'declarations'>

/** What lies before whoever marks, as a hash: what was agreed and claimed, and every piece of evidence; no marks of others. */
export const hashOfWork = (loaded: Work): string => hashOf(workOf(loaded))

/** What lies before whoever decides, as a hash: the same, with all that was marked, declared and decided. */
export function hashOfBasis(loaded: Basis): string {
  const { assessments, secondMarkings, decisions, declarations } = loaded
  return hashOf({
    work: workOf(loaded),
    assessments: assessments.map(({ id }) => id),
    secondMarkings: secondMarkings.map(({ outcomeId, reasons }) => ({ outcomeId, reasons })),
    decisions: decisions.map(({ id }) => id),
    declarations: declarations.map(({ kind, at }) => ({ kind, at: at.toISOString() })),
  })
}

function workOf(loaded: Work) {
  const { outcomes, evidence } = loaded
  return {
    agreement: followedVersion(loaded).version.hash,
    outcomes: outcomes.map(({ id, status, target, criteria }) => ({ id, status, target, criteria })),
    evidence: evidence.map(({ row: { id, kind, sha256, url, record, scan }, outcomeIds }) => ({
      ...{ id, kind, sha256, url, record, scan },
      outcomeIds,
    })),
  }
}
