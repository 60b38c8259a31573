import { actionsOn, holderOf, onBehalf } from '../../platform/actions/action.ts'

/** It is valid until a second person confirms that it is revoked. */
const standing = ['valid', 'revocation-asked', 'correction-asked'] as const

export const walletActions = actionsOn()({
  offerCredential: {
    name: 'offer-credential',
    on: 'certificate',
    from: standing,
    by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
    hidden: 'certificate',
    route: 'POST /v1/certificates/{id}/credential-offers',
    ledger: 'certificate.credential-offer',
  },
  requestOffer: {
    name: 'request-offer',
    on: 'certificate',
    from: standing,
    by: holderOf('share-certificate'),
    route: 'POST /holder/{secret}/wallet-offers',
    ledger: 'certificate.wallet-offer',
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
    from: standing,
    by: holderOf('wallet-access'),
    route: 'POST /wallet/credential',
    ledger: 'certificate.wallet-credential',
  },
})
