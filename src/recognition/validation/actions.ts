import { actionsOn, clients, people } from '../../platform/actions/action.ts'
import type { CaseStanding } from '../case.ts'
import { refusalBlockers } from './leave.ts'

export const validationActions = actionsOn<CaseStanding>()({
  decideOutcomes: {
    name: 'decide',
    on: 'recognition',
    from: ['validation'],
    by: people('recognise', ['validator'], 'sending'),
    apart: 'validator',
    route: 'POST /v1/recognitions/{id}/decision',
    ledger: 'validation.decide',
  },
  readDecisionBasis: {
    name: 'read-decision-basis',
    on: 'recognition',
    from: ['validation', 'certified', 'refused', 'withdrawn'],
    by: clients('read', ['validator', 'issuer', 'auditor'], 'either'),
    route: 'GET /v1/recognitions/{id}/decision-basis',
    ledger: 'decision-basis.read',
  },
  refuseRecognition: {
    name: 'refuse',
    on: 'recognition',
    from: ['validation'],
    to: 'refused',
    by: people('recognise', ['validator'], 'sending'),
    apart: 'validator',
    route: 'POST /v1/recognitions/{id}/transitions',
    operation: 'moveRecognition',
    ledger: 'recognition.refuse',
    reason: true,
    blockers: ({ facts }) => refusalBlockers(facts),
  },
})
