import { actionsOn, clients, holderOf } from '../../platform/actions/action.ts'

export const walletActions = actionsOn()({
  offerCredential: {
    name: 'offer-credential',
    on: 'certificate',
    from: ['valid'],
    by: clients('register', ['coordinator', 'admin'], 'sending'),
    hidden: 'certificate',
    route: 'POST /v1/certificates/{id}/credential-offers',
    ledger: 'certificate.credential-offer',
  },
  redeemOffer: {
    name: 'redeem-offer',
    on: 'certificate',
    from: null,
    by: holderOf('credential-offer'),
    route: 'POST /wallet/token',
    ledger: 'certificate.wallet-access',
  },
  issueToWallet: {
    name: 'issue-to-wallet',
    on: 'certificate',
    from: ['valid'],
    by: holderOf('wallet-access'),
    route: 'POST /wallet/credential',
    ledger: 'certificate.wallet-credential',
  },
})
