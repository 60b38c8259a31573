import { actionsOn, onBehalf } from '../../platform/actions/action.ts'
import type { Role } from '../../platform/auth/access.ts'
import { say } from '../../platform/auth/words.ts'
import type { HeldCertificate } from '../certificates/certificate.ts'

/** Who hands certificates out, decides and recognises by them, or looks after that. */
export const formReaders = [
  'coordinator',
  'validator',
  'issuer',
  'auditor',
  'admin',
] as const satisfies readonly Role[]

/** Whoever may export a certificate may have its other forms too. */
export const downloadActions = actionsOn<HeldCertificate>()({
  exportCredential: {
    name: 'export-credential',
    on: 'certificate',
    from: null,
    by: onBehalf('read', formReaders, 'sending'),
    route: 'GET /v1/certificates/{id}.edc.jsonld',
    ledger: 'certificate.export',
    hinders: ({ isBlind }) => (isBlind ? { reason: 'forbidden', sentence: say('closed-to-markers') } : null),
  },
})
