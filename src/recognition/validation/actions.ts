import { actionsOn, type Hindrance, inPerson, onBehalf } from '../../platform/actions/action.ts'
import { mayDo } from '../../platform/actions/may.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { isWhollyReadable } from '../assessment/readable.ts'
import { assignmentOf, type CaseStanding, type LoadedCase } from '../case.ts'
import { refusalBlockers } from './leave.ts'
import { say } from './words.ts'

const decidingActions = actionsOn<CaseStanding>()({
  decideOutcomes: {
    name: 'decide',
    on: 'recognition',
    from: ['validation'],
    by: inPerson('recognise', ['validator'], 'sending'),
    apart: 'validator',
    signIn: true,
    judges: 'together',
    route: 'POST /v1/recognitions/{id}/decision',
    ledger: 'validation.decide',
  },
  refuseRecognition: {
    name: 'refuse',
    on: 'recognition',
    from: ['validation'],
    to: 'refused',
    by: inPerson('recognise', ['validator'], 'sending'),
    apart: 'validator',
    signIn: true,
    judges: 'alone',
    route: 'POST /v1/recognitions/{id}/transitions',
    operation: 'moveRecognition',
    ledger: 'recognition.refuse',
    reason: true,
    blockers: ({ facts }) => refusalBlockers(facts),
  },
})

const readingActions = actionsOn<LoadedCase>()({
  readDecisionBasis: {
    name: 'read-decision-basis',
    on: 'recognition',
    from: ['validation', 'certified', 'refused', 'withdrawn'],
    by: onBehalf('read', ['validator', 'issuer', 'auditor'], 'either'),
    route: 'GET /v1/recognitions/{id}/decision-basis',
    ledger: 'decision-basis.read',
    hinders: unlessOpen,
  },
})

export const validationActions = { ...decidingActions, ...readingActions }

/**
 * The whole basis, or nothing: half of the marks would suggest another result. They are closed to whoever may still be
 * asked to mark, but not to who decides or hears an appeal and is assigned to nothing in the case.
 */
function unlessOpen(loaded: LoadedCase, actor: Actor): Hindrance | null {
  const { facts, appeals } = loaded
  const { memberId } = actor
  if (isWhollyReadable(loaded, actor)) return null
  const decides =
    memberId !== null &&
    !assignmentOf(loaded, memberId) &&
    (mayDo(decidingActions.decideOutcomes, loaded, { ...actor, mustSignIn: false }) ||
      facts.validators.includes(memberId) ||
      appeals.some(({ handlerId }) => handlerId === memberId))
  return decides ? null : { reason: 'forbidden', sentence: say('marks-not-open') }
}
