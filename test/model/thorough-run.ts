import type * as m from './case-model.ts'
import * as close from './closing.ts'
import { mark, type Plan, takeAssignment, withdrawAssignment } from './marking.ts'
import * as prepare from './preparing.ts'
import { type Attempt, type Run, wayOf } from './runs.ts'
import type { Step } from './step.ts'

const plan = (upTo: number, odd: Plan['odd'] = null): Plan => ({ upTo, odd, doubt: null })
const competences = ['1.1', '2.4']

/** Before which step of the way somebody tries what, and which requirement forbids it to them, if any. */
const probes: [before: string, step: Step, forbiddenBy: m.Requirement | 'in-turn'][] = [
  ['open', prepare.submitEvidence, 'R01'],
  ['open', mark(0, plan(4)), 'R01'],
  ['sign as the learner', prepare.open, 'R01'],
  ['inform', prepare.claim(0, 4), 'parts'],
  ['complete-identification', close.completeAssessment, 'R06'],
  ['complete-identification', close.issue, 'R06'],
  ['complete-identification', close.completeIdentification, 'parts'],
  ['complete-documentation', mark(0, plan(4)), 'R06'],
  ['take the adjudication marking', takeAssignment('adjudication'), 'adjudicated'],
  ['take the adjudication marking', takeAssignment('first'), 'R17'],
  ['save a draft for 0', takeAssignment('first', '2026-01-10'), 'in-turn'],
  ['save a draft for 0', mark(0, plan(4)), 'R17'],
  ['save a draft for 0', takeAssignment('first'), 'in-turn'],
  ['save a draft for 0', withdrawAssignment('adjudication'), 'in-turn'],
  ['save a draft for 0', takeAssignment('second'), 'blind'],
  ['save a draft for 0', takeAssignment('adjudication'), 'in-turn'],
  ['save a draft for 0', mark(0, plan(4)), 'second'],
  ['save a draft for 0', mark(0, plan(4)), 'adjudicated'],
  ['complete-assessment', withdrawAssignment('first'), 'parts'],
  ['complete-assessment', mark(0, plan(4)), 'R17'],
  ['complete-assessment', mark(0, plan(4)), 'parts'],
  ['decide on 0 by its level', close.decidePlainly(0), 'R17'],
  ['decide on 0 by its level', close.decidePlainly(0), 'parts'],
  ['decide on 0 by its level', close.decide(0, 'partly', 'As seen.'), 'R12'],
  ['decide on 0 by its level', close.decide(0, 'not-reached', 'As seen.'), 'R12'],
  ['decide on 0 by its level', close.issue, 'R06'],
  ['issue', close.decidePlainly(0), 'R12'],
  ['issue', close.refuse, 'R06'],
  ['issue', close.issue, 'R17'],
  ['issue', close.issue, 'parts'],
]

/** What is tried in a case that is closed. */
const late = [
  close.withdraw,
  prepare.submitEvidence,
  takeAssignment('first'),
  mark(0, plan(4)),
  close.decide(0, 'reached', null),
]

function attemptsOf(outcomes: Parameters<typeof wayOf>[0]): Attempt[] {
  const probing = (step: Step, chosen: m.Requirement | 'in-turn'): Attempt => ({ step, who: 0, chosen })
  let looks = 0
  const attempts = wayOf(outcomes).flatMap((step, nth): Attempt[] => {
    const own: Attempt = { step, who: nth % 8, chosen: 'in-turn' }
    if (step === 'look') {
      const due = (['second', 'adjudicated'] as const)[looks++]
      return due ? [own, probing(close.completeAssessment, due)] : [own]
    }
    const tried = probes.filter(([before]) => before === step.name)
    return [...tried.map(([, stray, forbidden]) => probing(stray, forbidden)), own]
  })
  return [...attempts, ...late.map((step) => probing(step, 'R06'))]
}

/**
 * A run in which everything that a requirement forbids is tried, so that none goes unseen by chance, and in which each
 * reason for a second marking stands alone: the self-assessment, one criterion short, the sample.
 */
export function thoroughRun(): Run {
  const planned = competences.map((competence) => ({ competence, baseline: 2, target: 4 }))
  const gap = plan(8, { at: 0, mark: 'partly' })
  const overrated = { plans: [plan(8), gap, plan(8)], selfLevel: 8, dropped: false }
  const doubted: Plan = { ...plan(8), doubt: { at: 0, rule: 'sufficient' } }
  const short = {
    plans: [plan(4, { at: 1, mark: 'partly' }), doubted, plan(8)],
    selfLevel: null,
    dropped: false,
  }
  const differing = attemptsOf([overrated, short])
  const sampled = attemptsOf([{ plans: [plan(4), plan(5), plan(4)], selfLevel: null, dropped: false }])
  // In the sampled one a single level lies between the markings, and it comes out at the level of before and the target.
  const [kept] = planned.map((one) => ({ ...one, baseline: 4 }))
  return {
    sampled: [false, true],
    cases: [
      { turned: false, planned, attempts: differing },
      { turned: true, planned: [kept!], attempts: sampled },
    ],
    order: [true, false, false],
    together: [false, true],
  }
}
