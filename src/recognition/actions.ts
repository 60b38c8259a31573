import { actionsOn, inPerson, onBehalf } from '../platform/actions/action.ts'
import { adoptionBlockers } from './amendment.ts'
import type { CaseStanding } from './case.ts'
import { openStages } from './stage.ts'

export const openingActions = actionsOn()({
  openRecognition: {
    name: 'open-recognition',
    on: 'mobility',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
    hidden: 'mobility',
    route: 'POST /v1/recognitions',
    ledger: 'recognition.open',
  },
})

export const recognitionActions = actionsOn<CaseStanding>()({
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
})
