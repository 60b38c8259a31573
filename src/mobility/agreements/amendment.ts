import canonicalize from 'canonicalize'
import type { AgreedOutcome, AgreementContent } from '../../db/schema/mobility/agreements.ts'
import type { Fault } from '../../errors.ts'

/** What an amendment needs to know of the case that is open under an earlier version. */
export type OpenCase = {
  stage: string
  framework: { id: string; hash: string }
  /** The version the case follows now. */
  content: AgreementContent
  outcomes: { competence: string; kind: 'planned' | 'additional'; judged: boolean }[]
}

/** What an assessor judged by; the rest of an outcome may still change. */
const judgedBy = ['baseline', 'target', 'criteria', 'methods'] as const

/**
 * Everything that an amendment may not change while the case is open: its framework, what is judged already, what was
 * added as unplanned, and after identification which outcomes there are to claim.
 */
export function amendmentFaults(next: AgreementContent, open: OpenCase): Fault[] {
  const faults: Fault[] = []
  const say = (pointer: string, detail: string) => void faults.push({ in: 'body', pointer, detail })
  if (next.framework.id !== open.framework.id || next.framework.hash !== open.framework.hash) {
    say('/framework', `stays ${open.framework.id} as it was when the case was opened`)
    return faults
  }
  next.outcomes.forEach((outcome, index) => {
    const fault = outcomeFault(outcome, open)
    if (fault) say(`/outcomes/${index}${fault.at}`, fault.detail)
  })
  for (const { competence, kind, judged } of open.outcomes) {
    if (kind === 'planned' && judged && !next.outcomes.some((one) => one.competence === competence))
      say('/outcomes', `${competence} is judged already and cannot be left out`)
  }
  return faults
}

function outcomeFault(outcome: AgreedOutcome, open: OpenCase): { at: string; detail: string } | null {
  const there = open.outcomes.find((one) => one.competence === outcome.competence)
  const before = open.content.outcomes.find((one) => one.competence === outcome.competence)
  if (!there || (there.kind === 'planned' && !before)) {
    return open.stage === 'identification'
      ? null
      : { at: '/competence', detail: `is new, and the case is in ${open.stage}, past identification` }
  }
  if (there.kind === 'additional') {
    return { at: '/competence', detail: 'is in the case already, as an additional outcome' }
  }
  if (!there.judged || !before) return null
  const changed = judgedBy.find((field) => canonicalize(before[field]) !== canonicalize(outcome[field]))
  return changed ? { at: `/${changed}`, detail: 'is judged already and stays as it was agreed' } : null
}
