import { actionsOn, people } from '../../platform/actions/action.ts'

export const actActions = actionsOn()({
  recordAct: {
    name: 'record-act',
    on: 'certificate',
    from: ['valid'],
    by: people('recognise', ['issuer', 'admin'], 'sending'),
    route: 'POST /v1/certificates/{id}/acts',
    ledger: 'act.record',
  },
})
