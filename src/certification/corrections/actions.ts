import { actionsOn, type Hindrance, inPerson } from '../../platform/actions/action.ts'
import { blocker } from '../../recognition/blockers.ts'
import type { HeldCertificate } from '../certificates/certificate.ts'
import { say } from './words.ts'

/** What the table has to know of a certificate to say whether it may be corrected. */
export type CorrectableCertificate = HeldCertificate & {
  /** Who proposed the correction that waits; null where none does. */
  proposedBy: string | null
  /** What stands against it: an appeal that is open or still owed its certificate, a successor, or that it was fraud. */
  against: 'appeal' | 'successor' | 'fraud' | null
  /** Whether nothing is issued for this partnership. */
  isPaused: boolean
}

const asking = ['coordinator', 'validator', 'issuer', 'admin'] as const

const against = ({ against: fact }: CorrectableCertificate): Hindrance | null =>
  fact ? { reason: 'wrong-state', sentence: say(`against-${fact}`) } : null
const unproposed = ({ proposedBy }: CorrectableCertificate): Hindrance | null =>
  proposedBy ? null : { reason: 'wrong-state', sentence: say('none-proposed') }

export const correctionActions = actionsOn<CorrectableCertificate>()({
  proposeCorrection: {
    name: 'propose-correction',
    on: 'certificate',
    from: ['valid', 'revoked'],
    by: inPerson('recognise', asking, 'sending'),
    signIn: true,
    route: 'POST /v1/certificates/{id}/correction',
    ledger: 'certificate.propose-correction',
    hinders: (subject) =>
      subject.proposedBy ? { reason: 'wrong-state', sentence: say('proposed-already') } : against(subject),
  },
  confirmCorrection: {
    name: 'confirm-correction',
    on: 'certificate',
    from: ['correction-asked', 'revoked'],
    // Whoever confirms it issues a certificate.
    by: inPerson('recognise', ['issuer'], 'sending'),
    apart: 'issuer',
    signIn: true,
    route: 'POST /v1/certificates/{id}/correction/confirmation',
    ledger: 'certificate.confirm-correction',
    hinders: (subject, { memberId }) =>
      unproposed(subject) ??
      (subject.proposedBy === memberId
        ? { reason: 'forbidden', sentence: say('takes-two') }
        : against(subject)),
    blockers: ({ isPaused }) => (isPaused ? [blocker('issuing-paused', 'admin')] : []),
  },
  dismissCorrection: {
    name: 'dismiss-correction',
    on: 'certificate',
    from: ['correction-asked', 'revoked'],
    // Whoever proposed it takes it back in whatever role; anyone else needs one that decides.
    by: inPerson('recognise', asking, 'sending'),
    signIn: true,
    route: 'POST /v1/certificates/{id}/correction/dismissal',
    ledger: 'certificate.dismiss-correction',
    hinders: (subject, { memberId, roles }) =>
      unproposed(subject) ??
      (subject.proposedBy === memberId || roles.includes('issuer') || roles.includes('admin')
        ? null
        : { reason: 'forbidden', sentence: say('needs-decider') }),
  },
})
