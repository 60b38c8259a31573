import { actionsOn, holderOf, onBehalf } from '../../platform/actions/action.ts'
import { say } from './words.ts'

const holding = { on: 'certificate', from: null, by: holderOf('share-certificate') } as const

export const sharingActions = actionsOn()({
  makeHolderLink: {
    name: 'make-holder-link',
    on: 'certificate',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
    hidden: 'certificate',
    route: 'POST /v1/certificates/{id}/learner-links',
    ledger: 'certificate.link',
    hinders: ({ state }) =>
      state === 'revoked' ? { reason: 'wrong-state', sentence: say('no-link-for-revoked') } : null,
  },
  confirmBirthDate: {
    ...holding,
    name: 'confirm-birth-date',
    route: 'POST /holder/{secret}/birth-date',
    ledger: 'certificate.birth-date',
  },
  chooseDisclosure: {
    ...holding,
    name: 'choose-disclosure',
    route: 'POST /holder/{secret}/level',
    ledger: 'certificate.disclose',
  },
  shareCertificate: {
    ...holding,
    name: 'share-certificate',
    route: 'POST /holder/{secret}/shares',
    ledger: 'certificate.share',
  },
  endShare: {
    ...holding,
    name: 'end-share',
    route: 'POST /holder/{secret}/shares/{share}/end',
    ledger: 'certificate.unshare',
  },
})
