import { actionsOn, inPerson } from '../../platform/actions/action.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { HeldCertificate, RevocationReason } from '../certificates/certificate.ts'
import { say } from './words.ts'

const asking = ['coordinator', 'validator', 'issuer', 'admin'] as const
const confirming = ['issuer', 'admin'] as const

/** What can be done about a certificate that was revoked, by the reason for it. */
export const waysOn: Readonly<Record<RevocationReason, Sentence>> = {
  'wrong-data': say('way-on-wrong-data'),
  'issued-by-mistake': say('way-on-issued-by-mistake'),
  fraud: say('way-on-fraud'),
  superseded: say('way-on-superseded'),
  'holder-request': say('way-on-holder-request'),
}

export const revocationActions = actionsOn<HeldCertificate>()({
  requestRevocation: {
    name: 'request-revocation',
    on: 'certificate',
    from: ['valid'],
    by: inPerson('recognise', asking, 'sending'),
    signIn: true,
    route: 'POST /v1/certificates/{id}/revocation',
    waysOn,
    ledger: 'certificate.request-revocation',
  },
  confirmRevocation: {
    name: 'confirm-revocation',
    on: 'certificate',
    from: ['revocation-asked'],
    by: inPerson('recognise', confirming, 'sending'),
    signIn: true,
    route: 'POST /v1/certificates/{id}/revocation/confirmation',
    waysOn,
    ledger: 'certificate.revoke',
    hinders: ({ requestedBy }, { memberId }) =>
      requestedBy === memberId ? { reason: 'forbidden', sentence: say('takes-two') } : null,
  },
  dismissRevocation: {
    name: 'dismiss-revocation',
    on: 'certificate',
    from: ['revocation-asked'],
    // Whoever asked takes it back in whatever role; anyone else needs one that could confirm it.
    by: inPerson('recognise', asking, 'sending'),
    signIn: true,
    route: 'POST /v1/certificates/{id}/revocation/dismissal',
    ledger: 'certificate.dismiss-revocation',
    hinders: ({ requestedBy }, { memberId, roles }) =>
      requestedBy === memberId || confirming.some((role) => roles.includes(role))
        ? null
        : { reason: 'forbidden', sentence: say('needs-confirmer') },
  },
})
