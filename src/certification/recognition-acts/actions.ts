import { actionsOn, people } from '../../platform/actions/action.ts'

export const actActions = actionsOn()({
  recordAct: {
    name: 'record-act',
    on: 'certificate',
    // It is valid until a second person confirms that it is revoked.
    from: ['valid', 'revocation-asked'],
    by: people('recognise', ['issuer', 'admin'], 'sending'),
    route: 'POST /v1/certificates/{id}/acts',
    ledger: 'act.record',
  },
})
