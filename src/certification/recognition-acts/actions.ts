import { actionsOn, inPerson } from '../../platform/actions/action.ts'
import type { HeldCertificate } from '../certificates/certificate.ts'

export const actActions = actionsOn<HeldCertificate>()({
  recordAct: {
    name: 'record-act',
    on: 'certificate',
    // It is valid until a second person confirms that it is revoked.
    from: ['valid', 'revocation-asked', 'correction-asked'],
    by: inPerson('recognise', ['issuer', 'admin'], 'sending'),
    signIn: true,
    route: 'POST /v1/certificates/{id}/acts',
    ledger: 'act.record',
  },
})
