import { type OfMobility, unlessCancelled } from '../../mobility/mobilities/standing.ts'
import { actionsOn, inPerson, onBehalf } from '../../platform/actions/action.ts'
import type { Participating } from './paper.ts'
import { say } from './words.ts'

export const paperActions = {
  ...actionsOn()({
    drawAgreement: {
      name: 'draw-agreement',
      on: 'agreement',
      from: null,
      by: onBehalf('register', ['coordinator', 'admin'], 'either'),
      route: 'POST /v1/mobilities/{id}/agreement/versions/{number}/papers',
      ledger: 'agreement.draw',
    },
  }),
  ...actionsOn<OfMobility>()({
    attestParticipation: {
      name: 'attest-participation',
      on: 'mobility',
      from: null,
      by: inPerson('recognise', ['mentor', 'coordinator'], 'hosting'),
      route: 'POST /v1/mobilities/{id}/participation/attestation',
      ledger: 'mobility.attest-participation',
      hinders: unlessCancelled,
    },
  }),
  ...actionsOn<Participating>()({
    issueParticipation: {
      name: 'issue-participation',
      on: 'mobility',
      from: null,
      by: inPerson('recognise', ['issuer', 'coordinator'], 'sending'),
      hidden: 'mobility',
      route: 'POST /v1/mobilities/{id}/participation/papers',
      ledger: 'mobility.issue-participation',
      hinders: (mobility) =>
        unlessCancelled(mobility) ??
        (mobility.isOver ? null : { reason: 'wrong-state', sentence: say('not-over') }),
      blockers: ({ attestedBy }) =>
        attestedBy === null
          ? [
              {
                code: 'participation-not-attested',
                by: 'mentor',
                sentence: say('not-attested'),
                clearedBy: 'attestParticipation',
              },
            ]
          : [],
    },
  }),
}
