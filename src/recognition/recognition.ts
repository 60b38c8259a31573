import { caseActions } from '../actions.ts'
import type { Action, Blocker } from '../platform/actions/action.ts'
import { mayDo } from '../platform/actions/may.ts'
import type { Actor } from '../platform/auth/access.ts'
import type { Language } from '../platform/words/language.ts'
import { assessmentBlockers } from './assessment/leave.ts'
import type { CaseBlocker } from './blockers.ts'
import type { CaseFacts, CaseStanding } from './case.ts'
import { documentationBlockers } from './documentation/leave.ts'
import { identificationBlockers } from './identification/leave.ts'
import { validationBlockers } from './validation/leave.ts'

/** The actions that an answer about a case names, by the name that it gives them. */
export const offered = [
  'adopt-agreement',
  'claim-outcome',
  'complete-identification',
  'submit-evidence',
  'attest',
  'complete-documentation',
  'record-marks',
  'complete-assessment',
  'decide',
  'refuse',
  'issue',
  'withdraw',
  'reinstate',
] as const
export type Offered = (typeof offered)[number]

/** The moves that are asked for by name; issuing is a move too, made by the certificate. */
export const moves = [
  'complete-identification',
  'complete-documentation',
  'complete-assessment',
  'refuse',
  'withdraw',
  'reinstate',
] as const
export type MoveName = (typeof moves)[number]

/** The row of an action that an answer names. */
export function offeredAction(name: Offered): Action<CaseStanding> {
  return Object.values<Action<CaseStanding>>(caseActions).find((action) => action.name === name)!
}

/** Everything this actor may do now with the case, of what an answer names. */
export function actionsOf(
  standing: CaseStanding,
  actor: Actor,
): { action: Offered; at: string; blocked: boolean }[] {
  return offered.flatMap((name) => {
    const action = offeredAction(name)
    if (!mayDo(action, standing, actor)) return []
    const blocked = (action.blockers?.(standing) ?? []).length > 0
    return [{ action: name, at: addressOf(action), blocked }]
  })
}

/** Where it is asked for: below the case, as far as the case alone says, or below /v1. */
function addressOf({ route }: Action): string {
  const path = route!.slice(route!.indexOf(' ') + 1).replace('/v1/recognitions/{id}', '')
  return path.replace(/\/\{.*$/, '')
}

/** What keeps the case from leaving its present stage. */
export function presentBlockers(facts: CaseFacts): CaseBlocker[] {
  switch (facts.stage) {
    case 'identification':
      return identificationBlockers(facts)
    case 'documentation':
      return documentationBlockers(facts)
    case 'assessment':
      return assessmentBlockers(facts)
    case 'validation':
      return validationBlockers(facts)
    default:
      return []
  }
}

/** A blocker with its sentence, as it is sent. */
export function viewBlocker(
  { code, by, competence, fields, guardian, sentence }: Blocker,
  language: Language,
) {
  return {
    code,
    by,
    sentence: sentence(language),
    ...(competence ? { competence } : {}),
    ...(fields ? { fields: [...fields] } : {}),
    ...(guardian ? { guardian } : {}),
  }
}
