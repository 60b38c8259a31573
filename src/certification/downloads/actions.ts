import { actionsOn, onBehalf } from '../../platform/actions/action.ts'
import { roles } from '../../platform/auth/access.ts'

export const downloadActions = actionsOn()({
  exportCredential: {
    name: 'export-credential',
    on: 'certificate',
    from: null,
    by: onBehalf('read', roles, 'either'),
    route: 'GET /v1/certificates/{id}.edc.jsonld',
    ledger: 'certificate.export',
  },
})
