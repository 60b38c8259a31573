import { type Signing, signingHindrance } from '../../mobility/agreements/standing.ts'
import { unlessCancelled } from '../../mobility/mobilities/standing.ts'
import { unattestedBlocker } from '../../mobility/stays/stay.ts'
import { actionsOn, inPerson, onBehalf } from '../../platform/actions/action.ts'
import { type OfAccompanying, unlessAttested } from './accompanying/accompanying.ts'
import { type OfCompanion, unlessAttestedBefore } from './groups/companions/companion.ts'
import {
  type ConfirmingPaper,
  type DismissingPaper,
  unlessSeenByTwo,
  unlessUnsettled,
} from './on-paper/paper-signature.ts'
import { type OfWhole, type Participating, unlessInParts } from './paper.ts'
import { say } from './words.ts'

const onPaper = {
  on: 'agreement',
  from: null,
  by: inPerson('recognise', ['coordinator'], 'either'),
} as const

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
  ...actionsOn()({
    drawGroupPaper: {
      name: 'draw-group-paper',
      on: 'group-mobility',
      from: null,
      by: onBehalf('register', ['coordinator', 'admin'], 'either'),
      route: 'POST /v1/group-mobilities/{id}/papers',
      ledger: 'group.draw',
    },
  }),
  ...actionsOn<OfCompanion>()({
    attestCompanion: {
      name: 'attest-companion',
      on: 'group-mobility',
      from: null,
      by: inPerson('recognise', ['mentor', 'coordinator'], 'hosting'),
      route: 'POST /v1/group-mobilities/{id}/companion-attestations',
      ledger: 'group.attest-companion',
      hinders: unlessAttestedBefore,
    },
    issueCompanion: {
      name: 'issue-companion',
      on: 'group-mobility',
      from: null,
      by: inPerson('recognise', ['issuer', 'coordinator'], 'sending'),
      hidden: 'group-mobility',
      route: 'POST /v1/group-mobilities/{id}/companion-attestations/{attestation}/papers',
      ledger: 'group.issue-companion',
    },
  }),
  ...actionsOn<Signing>()({
    submitPaperSignature: {
      ...onPaper,
      name: 'submit-paper-signature',
      route: 'POST /v1/mobilities/{id}/agreement/versions/{number}/paper-signatures',
      ledger: 'agreement.submit-paper-signature',
      hinders: signingHindrance,
    },
  }),
  ...actionsOn<ConfirmingPaper>()({
    confirmPaperSignature: {
      ...onPaper,
      name: 'confirm-paper-signature',
      route: 'POST /v1/mobilities/{id}/agreement/paper-signatures/{signature}/confirmation',
      ledger: 'agreement.confirm-paper-signature',
      hinders: unlessSeenByTwo,
    },
  }),
  ...actionsOn<DismissingPaper>()({
    dismissPaperSignature: {
      ...onPaper,
      name: 'dismiss-paper-signature',
      route: 'POST /v1/mobilities/{id}/agreement/paper-signatures/{signature}/dismissal',
      ledger: 'agreement.dismiss-paper-signature',
      hinders: unlessUnsettled,
    },
  }),
  ...actionsOn<OfWhole>()({
    attestParticipation: {
      name: 'attest-participation',
      on: 'mobility',
      from: null,
      by: inPerson('recognise', ['mentor', 'coordinator'], 'hosting'),
      route: 'POST /v1/mobilities/{id}/participation/attestation',
      ledger: 'mobility.attest-participation',
      hinders: unlessInParts,
    },
  }),
  ...actionsOn<OfAccompanying>()({
    recordAccompanying: {
      name: 'record-accompanying',
      on: 'mobility',
      from: null,
      by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
      hidden: 'mobility',
      route: 'POST /v1/mobilities/{id}/accompanying-persons',
      ledger: 'mobility.record-accompanying',
      hinders: unlessCancelled,
    },
    attestAccompanying: {
      name: 'attest-accompanying',
      on: 'mobility',
      from: null,
      by: inPerson('recognise', ['mentor', 'coordinator'], 'hosting'),
      route: 'POST /v1/mobilities/{id}/accompanying-persons/{accompanying}/attestation',
      ledger: 'mobility.attest-accompanying',
      hinders: unlessAttested,
    },
    issueAccompanying: {
      name: 'issue-accompanying',
      on: 'mobility',
      from: null,
      by: inPerson('recognise', ['issuer', 'coordinator'], 'sending'),
      hidden: 'mobility',
      route: 'POST /v1/mobilities/{id}/accompanying-persons/{accompanying}/papers',
      ledger: 'mobility.issue-accompanying',
      hinders: unlessCancelled,
      blockers: ({ asked }) =>
        asked && !asked.attested
          ? [
              {
                code: 'accompanying-not-attested',
                by: 'mentor',
                sentence: say('presence-not-attested'),
                clearedBy: 'attestAccompanying',
              },
            ]
          : [],
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
      blockers: ({ attestedBy, unattested = [] }) =>
        unattested.length > 0
          ? unattested.map(unattestedBlocker)
          : attestedBy === null
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
