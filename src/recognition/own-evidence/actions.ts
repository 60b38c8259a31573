import { actionsOn, holderOf } from '../../platform/actions/action.ts'
import type { CaseStanding } from '../case.ts'
import { type PieceStanding, unlessMayTakeBack } from '../documentation/withdrawal/withdrawal.ts'

const handingIn = {
  on: 'recognition',
  from: ['documentation'],
  by: holderOf('me'),
  ledger: 'evidence.submit',
} as const

/** Nothing of it is evidence before it is handed in. */
const writing = {
  on: 'recognition',
  from: ['identification', 'documentation'],
  by: holderOf('me'),
} as const

const bringingActions = actionsOn<CaseStanding>()({
  submitOwnEvidence: {
    ...handingIn,
    name: 'submit-own-evidence',
    route: 'POST /me/{secret}/evidence/{subject}',
  },
  addDiaryEntry: {
    ...writing,
    name: 'add-diary-entry',
    route: 'POST /me/{secret}/diary/{subject}',
    ledger: 'diary.write',
  },
  changeDiaryEntry: {
    ...writing,
    name: 'change-diary-entry',
    route: 'POST /me/{secret}/diary/{subject}/entries/{entry}',
    ledger: 'diary.change',
  },
  submitDiaryEntry: {
    ...handingIn,
    name: 'submit-diary-entry',
    route: 'POST /me/{secret}/diary/{subject}/entries/{entry}/submission',
  },
})

const withdrawingActions = actionsOn<PieceStanding>()({
  withdrawOwnEvidence: {
    on: 'recognition',
    by: holderOf('me'),
    name: 'withdraw-own-evidence',
    from: ['documentation', 'assessment'],
    route: 'POST /me/{secret}/evidence/{subject}/pieces/{piece}/withdrawal',
    ledger: 'evidence.withdraw',
    hinders: unlessMayTakeBack,
  },
})

export const ownEvidenceActions = { ...bringingActions, ...withdrawingActions }
