import canonicalize from 'canonicalize'
import type { AgreedOutcome, AgreementContent } from '../../db/schema/mobility/agreements.ts'
import type { recognitions } from '../../db/schema/recognition/recognitions.ts'
import type { Fault } from '../../errors.ts'
import { afterLead } from '../../measure/frameworks/rubric/lead.ts'
import { stateName } from '../../platform/actions/may.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { say } from './words.ts'

/** What an amendment needs to know of the case that is open under an earlier version. */
export type OpenCase = {
  stage: (typeof recognitions.$inferSelect)['stage']
  framework: { id: string; hash: string }
  /** The version the case follows now. */
  content: AgreementContent
  outcomes: { competence: string; kind: 'planned' | 'additional'; judged: boolean }[]
}

/** What an assessor judged by; the rest of an outcome may still change. */
const judgedBy = ['baseline', 'baselineFound', 'target', 'partial', 'criteria', 'tasks', 'methods'] as const

/**
 * Everything that an amendment may not change while the case is open: its framework, what is judged already, what was
 * added as unplanned, and after identification which outcomes there are to claim.
 */
export function amendmentFaults(next: AgreementContent, open: OpenCase): Fault[] {
  const faults: Fault[] = []
  const add = (pointer: string, detail: Sentence) => void faults.push({ in: 'body', pointer, detail })
  if (next.framework.id !== open.framework.id || next.framework.hash !== open.framework.hash) {
    add('/framework', say('framework-stays', { framework: open.framework.id }))
    return faults
  }
  next.outcomes.forEach((outcome, index) => {
    const fault = outcomeFault(outcome, open)
    if (fault) add(`/outcomes/${index}${fault.at}`, fault.detail)
  })
  for (const { competence, kind, judged } of open.outcomes) {
    if (kind === 'planned' && judged && !next.outcomes.some((agreed) => agreed.competence === competence))
      add('/outcomes', say('judged-left-out', { competence }))
  }
  return faults
}

function outcomeFault(outcome: AgreedOutcome, open: OpenCase): { at: string; detail: Sentence } | null {
  const there = open.outcomes.find(({ competence }) => competence === outcome.competence)
  const before = open.content.outcomes.find(({ competence }) => competence === outcome.competence)
  if (!there || (there.kind === 'planned' && !before)) {
    if (open.stage === 'identification') return null
    const stage = stateName(open.stage, 'recognition')
    return { at: '/competence', detail: say('new-too-late', { stage }) }
  }
  if (there.kind === 'additional') {
    return { at: '/competence', detail: say('additional-already') }
  }
  if (!there.judged || !before) return null
  const [was, is] = [unled(before), unled(outcome)]
  const changed = judgedBy.find((field) => canonicalize(was[field]) !== canonicalize(is[field]))
  return changed ? { at: `/${changed}`, detail: say('judged-stays') } : null
}

/** The same outcome whether or not its criteria say the lead of their level, as those of earlier versions do not. */
const unled = (outcome: AgreedOutcome): AgreedOutcome => ({
  ...outcome,
  criteria: outcome.criteria.map(({ lead, ...criterion }) => ({
    ...criterion,
    text: afterLead({ ...criterion, lead }),
  })),
})
