import { actionsOn, holderOf, inPerson, onBehalf } from '../../platform/actions/action.ts'
import type { CaseStanding } from '../case.ts'
import { openStages } from '../stage.ts'
import { accommodationReaders } from './accommodation.ts'
import { identificationBlockers, informationBlockers } from './leave.ts'
import { say } from './words.ts'

export const identificationActions = actionsOn<CaseStanding>()({
  makeInformationLink: {
    name: 'make-information-link',
    on: 'recognition',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
    hidden: 'recognition',
    route: 'POST /v1/recognitions/{id}/information-links',
    ledger: 'information.link',
    hinders: ({ facts }) =>
      facts.informed || facts.stage !== 'identification'
        ? {
            reason: 'conflict',
            sentence: say(facts.informed ? 'acknowledged-already' : 'nothing-to-acknowledge'),
          }
        : null,
  },
  acknowledgeInformation: {
    name: 'acknowledge-information',
    on: 'recognition',
    from: ['identification'],
    by: holderOf('acknowledge-information'),
    route: 'POST /information/{secret}',
    ledger: 'information.acknowledge',
    hinders: ({ facts }) =>
      facts.informed ? { reason: 'conflict', sentence: say('acknowledged-already') } : null,
  },
  claimOutcome: {
    name: 'claim-outcome',
    on: 'recognition',
    from: ['identification'],
    by: inPerson('recognise', ['coordinator'], 'sending'),
    route: 'PUT /v1/recognitions/{id}/outcomes/{competence}/claim',
    ledger: 'outcome.claim',
    blockers: ({ facts }) => informationBlockers(facts),
  },
  addOutcome: {
    name: 'add-outcome',
    on: 'recognition',
    from: ['identification'],
    by: inPerson('recognise', ['coordinator'], 'sending'),
    route: 'POST /v1/recognitions/{id}/outcomes',
    ledger: 'outcome.add',
    blockers: ({ facts }) => informationBlockers(facts),
  },
  recordAccommodation: {
    name: 'record-accommodation',
    on: 'recognition',
    from: openStages,
    by: inPerson('recognise', ['coordinator'], 'sending'),
    hidden: 'recognition',
    route: 'POST /v1/recognitions/{id}/accommodations',
    ledger: 'accommodation.record',
  },
  readAccommodations: {
    name: 'read-accommodations',
    on: 'recognition',
    from: null,
    by: inPerson('read', accommodationReaders, 'either'),
    route: 'GET /v1/recognitions/{id}/accommodations',
    ledger: 'accommodation.read',
  },
  completeIdentification: {
    name: 'complete-identification',
    on: 'recognition',
    from: ['identification'],
    to: 'documentation',
    by: inPerson('recognise', ['coordinator'], 'sending'),
    route: 'POST /v1/recognitions/{id}/transitions',
    operation: 'moveRecognition',
    ledger: 'recognition.complete-identification',
    blockers: ({ facts }) => identificationBlockers(facts),
  },
})
