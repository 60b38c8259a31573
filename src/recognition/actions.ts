import { type OfMobility, unlessCancelled } from '../mobility/mobilities/standing.ts'
import { actionsOn, type Hindrance, inPerson, onBehalf } from '../platform/actions/action.ts'
import type { Actor } from '../platform/auth/access.ts'
import { dayOf } from '../platform/time-zone.ts'
import { adoptionBlockers, deskBlockers } from './amendment.ts'
import type { Case, CaseStanding } from './case.ts'
import type { ByHand } from './case-store.ts'
import { openStages } from './stage.ts'
import { say } from './words.ts'

/** A mobility whose case is to be opened, and who signed by a link that was handed over. */
type Opening = OfMobility & ByHand

export const openingActions = actionsOn<Opening>()({
  openRecognition: {
    name: 'open-recognition',
    on: 'mobility',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
    hidden: 'mobility',
    route: 'POST /v1/recognitions',
    ledger: 'recognition.open',
    hinders: unlessCancelled,
    blockers: ({ unconfirmed }) => deskBlockers({ unconfirmed }),
  },
})

/** A case whose withdrawal is to be taken back, with what has to be known of it where it is loaded. */
type Reinstating = CaseStanding & Partial<Pick<Case, 'recognition' | 'mobility' | 'today'>>

/** A slip is noticed on its day: after that people have gone by it. */
function unlessWithdrawnToday({ recognition, mobility, today }: Reinstating, actor: Actor): Hindrance | null {
  if (!recognition || !mobility) return null
  if (dayOf(recognition.stageSince, actor.zone) !== today)
    return { reason: 'wrong-state', sentence: say('withdrawn-another-day') }
  return unlessCancelled({ ...mobility, state: null })
}

export const recognitionActions = actionsOn<Reinstating>()({
  adoptAgreement: {
    name: 'adopt-agreement',
    on: 'recognition',
    from: openStages,
    by: inPerson('recognise', ['coordinator'], 'sending'),
    route: 'POST /v1/recognitions/{id}/agreement',
    ledger: 'recognition.adopt-agreement',
    blockers: ({ facts }) => adoptionBlockers(facts),
  },
  withdrawRecognition: {
    name: 'withdraw',
    on: 'recognition',
    from: openStages,
    to: 'withdrawn',
    by: inPerson('recognise', ['coordinator'], 'sending'),
    route: 'POST /v1/recognitions/{id}/transitions',
    operation: 'moveRecognition',
    ledger: 'recognition.withdraw',
    reason: true,
  },
  reinstateRecognition: {
    name: 'reinstate',
    on: 'recognition',
    from: ['withdrawn'],
    by: inPerson('recognise', ['coordinator', 'admin'], 'sending'),
    route: 'POST /v1/recognitions/{id}/transitions',
    operation: 'moveRecognition',
    ledger: 'recognition.reinstate',
    hinders: unlessWithdrawnToday,
  },
})
