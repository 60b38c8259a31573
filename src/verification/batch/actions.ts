import { actionsOn, onBehalf } from '../../platform/actions/action.ts'
import { roles } from '../../platform/auth/access.ts'

export const verificationActions = actionsOn()({
  verifyBatch: {
    name: 'verify-batch',
    on: 'organisation',
    from: null,
    by: onBehalf('verify', roles),
    route: 'POST /v1/verifications/batch',
    ledger: 'verification.check',
  },
})
