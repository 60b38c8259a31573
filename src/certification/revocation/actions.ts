import { actionsOn, people, type Subject } from '../../platform/actions/action.ts'

/** A certificate that was issued: valid, with its revocation asked for, or revoked. */
export type HeldCertificate = Subject & {
  state: 'valid' | 'revocation-asked' | 'revoked'
  /** Who asked for its revocation, where that waits for a word. */
  requestedBy: string | null
}

const asking = ['coordinator', 'validator', 'issuer', 'admin'] as const
const confirming = ['issuer', 'admin'] as const

export const revocationActions = actionsOn<HeldCertificate>()({
  requestRevocation: {
    name: 'request-revocation',
    on: 'certificate',
    from: ['valid'],
    by: people('recognise', asking, 'sending'),
    route: 'POST /v1/certificates/{id}/revocation',
    ledger: 'certificate.request-revocation',
  },
  confirmRevocation: {
    name: 'confirm-revocation',
    on: 'certificate',
    from: ['revocation-asked'],
    by: people('recognise', confirming, 'sending'),
    route: 'POST /v1/certificates/{id}/revocation/confirmation',
    ledger: 'certificate.revoke',
    hinders: ({ requestedBy }, { memberId }) =>
      requestedBy === memberId
        ? {
            reason: 'forbidden',
            sentence: 'Who asked for a revocation cannot confirm it: it takes two people.',
          }
        : null,
  },
  dismissRevocation: {
    name: 'dismiss-revocation',
    on: 'certificate',
    from: ['revocation-asked'],
    // Whoever asked takes it back in whatever role; anyone else needs one that could confirm it.
    by: people('recognise', asking, 'sending'),
    route: 'POST /v1/certificates/{id}/revocation/dismissal',
    ledger: 'certificate.dismiss-revocation',
    hinders: ({ requestedBy }, { memberId, roles }) =>
      requestedBy === memberId || confirming.some((role) => roles.includes(role))
        ? null
        : { reason: 'forbidden', sentence: `This needs one of the roles: ${confirming.join(', ')}.` },
  },
})
