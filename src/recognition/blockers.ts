import type { Role } from '../platform/auth/access.ts'
import type { Language } from '../platform/words/language.ts'
import type { Sentence } from '../platform/words/sentence.ts'
import type { CaseFacts, OutcomeFacts } from './case-facts.ts'
import { say } from './words.ts'

export type BlockerCode =
  | 'agreement-outdated'
  | 'amendment-unsigned'
  | 'amendment-signed'
  | 'no-amendment'
  | 'information-not-acknowledged'
  | 'outcome-open'
  | 'nothing-claimed'
  | 'evidence-missing'
  | 'evidence-held'
  | 'authorship-missing'
  | 'attestation-missing'
  | 'marks-missing'
  | 'second-marks-missing'
  | 'adjudication-missing'
  | 'decision-missing'
  | 'nothing-to-certify'
  | 'something-to-certify'
  | 'mobility-not-ended'
  | 'issuing-paused'

export type Blocker = { code: BlockerCode; by: Role | 'learner'; competence?: string }

/** What keeps the case from leaving its present stage. */
export function presentBlockers(facts: CaseFacts): Blocker[] {
  switch (facts.stage) {
    case 'identification':
      return identificationBlockers(facts)
    case 'documentation':
      return documentationBlockers(facts)
    case 'assessment':
      return assessmentBlockers(facts)
    case 'validation':
      return decisionBlockers(facts).length > 0 || hasResult(facts) ? issueBlockers(facts) : []
    default:
      return []
  }
}

const claimed = (facts: CaseFacts) => facts.outcomes.filter((one) => one.status === 'claimed')

function outdatedBlockers(facts: CaseFacts): Blocker[] {
  return facts.outdated.length > 0 ? [{ code: 'agreement-outdated', by: 'coordinator' }] : []
}

/** While an amendment is on its way, nobody moves on by what is about to be replaced. */
function amendmentBlockers({ amendment }: CaseFacts): Blocker[] {
  return amendment === null ? [] : [{ code: `amendment-${amendment}`, by: 'coordinator' }]
}

export function adoptionBlockers({ amendment }: CaseFacts): Blocker[] {
  if (amendment === 'signed') return []
  return [{ code: amendment === null ? 'no-amendment' : 'amendment-unsigned', by: 'coordinator' }]
}

export function informationBlockers({ informed }: CaseFacts): Blocker[] {
  return informed ? [] : [{ code: 'information-not-acknowledged', by: 'learner' }]
}

export function identificationBlockers(facts: CaseFacts): Blocker[] {
  const open = facts.outcomes.filter((one) => one.status === 'open')
  return [
    ...informationBlockers(facts),
    ...outdatedBlockers(facts),
    ...amendmentBlockers(facts),
    ...open.map((one) => ({ code: 'outcome-open', by: 'coordinator', competence: one.competence }) as const),
    ...(open.length === 0 && claimed(facts).length === 0
      ? [{ code: 'nothing-claimed', by: 'coordinator' } as const]
      : []),
  ]
}

export function documentationBlockers(facts: CaseFacts): Blocker[] {
  return [
    ...amendmentBlockers(facts),
    ...claimed(facts)
      .filter((one) => one.evidence === 0)
      .map((one) => ({ code: 'evidence-missing', by: 'learner', competence: one.competence }) as const),
    ...(facts.held ? [{ code: 'evidence-held', by: 'admin' } as const] : []),
    ...(facts.declared.authorship ? [] : [{ code: 'authorship-missing', by: 'learner' } as const]),
    ...(facts.declared.attestation ? [] : [{ code: 'attestation-missing', by: 'mentor' } as const]),
  ]
}

export function assessmentBlockers(facts: CaseFacts): Blocker[] {
  const unmarked: Blocker[] = claimed(facts)
    .filter((one) => !one.assessed)
    .map((one) => {
      const round = one.awaits ?? 'first'
      const awaited = !facts.assigned || facts.assigned.some((other) => other.round === round)
      return {
        code: missingMarks(one),
        by: awaited ? 'assessor' : 'coordinator',
        competence: one.competence,
      }
    })
  return [...amendmentBlockers(facts), ...unmarked]
}

function missingMarks({ awaits }: OutcomeFacts): BlockerCode {
  if (awaits === 'second') return 'second-marks-missing'
  return awaits === 'adjudication' ? 'adjudication-missing' : 'marks-missing'
}

function decisionBlockers(facts: CaseFacts): Blocker[] {
  return claimed(facts)
    .filter((one) => one.decision === null)
    .map((one) => ({ code: 'decision-missing', by: 'validator', competence: one.competence }))
}

/** Something to certify: an outcome reached, or a level higher than before. */
const hasResult = (facts: CaseFacts) =>
  claimed(facts).some((one) => one.decision?.result === 'reached' || one.decision?.improved === true)

export function issueBlockers(facts: CaseFacts): Blocker[] {
  const missing = decisionBlockers(facts)
  return [
    ...missing,
    ...(missing.length === 0 && !hasResult(facts)
      ? [{ code: 'nothing-to-certify', by: 'validator' } as const]
      : []),
    ...(facts.mobilityEnded ? [] : [{ code: 'mobility-not-ended', by: 'coordinator' } as const]),
    ...outdatedBlockers(facts),
    ...amendmentBlockers(facts),
    ...(facts.issuingPaused ? [{ code: 'issuing-paused', by: 'admin' } as const] : []),
  ]
}

export function refusalBlockers(facts: CaseFacts): Blocker[] {
  const missing = decisionBlockers(facts)
  if (missing.length > 0) return missing
  return hasResult(facts) ? [{ code: 'something-to-certify', by: 'issuer' }] : []
}

/** What is missing, in a sentence. */
export function explainBlocker({ code, competence = '' }: Blocker): Sentence {
  return say(`blocker-${code}`, { competence })
}

/** A blocker with its sentence, as it is sent. */
export function viewBlocker(blocker: Blocker, language: Language) {
  const { code, by, competence } = blocker
  return { code, by, sentence: explainBlocker(blocker)(language), ...(competence ? { competence } : {}) }
}
