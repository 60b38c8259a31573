import { actionsOn, type Hindrance, holderOf, inPerson, onBehalf } from '../../platform/actions/action.ts'
import type { CaseStanding } from '../case.ts'
import { documentationBlockers } from './leave.ts'
import { type PieceStanding, unlessMayTakeBack } from './withdrawal/withdrawal.ts'
import { say } from './words.ts'

const submitting = {
  name: 'submit-evidence',
  on: 'recognition',
  from: ['documentation'],
  by: inPerson('recognise', ['coordinator', 'mentor'], 'either'),
  ledger: 'evidence.submit',
} as const

const submittedActions = actionsOn<CaseStanding>()({
  submitEvidence: { ...submitting, route: 'POST /v1/recognitions/{id}/evidence' },
  submitRecord: {
    ...submitting,
    name: 'submit-record',
    route: 'POST /v1/recognitions/{id}/evidence/records',
  },
  extendEvidence: {
    ...submitting,
    name: 'extend-evidence',
    route: 'POST /v1/recognitions/{id}/evidence/{evidenceId}/outcomes',
    ledger: 'evidence.extend',
  },
  attestEvidence: {
    name: 'attest',
    independent: true,
    on: 'recognition',
    from: ['documentation'],
    by: inPerson('recognise', ['mentor'], 'hosting'),
    apart: 'mentor',
    route: 'POST /v1/recognitions/{id}/attestation',
    ledger: 'evidence.attest',
  },
  makeDeclarationLink: {
    name: 'make-declaration-link',
    on: 'recognition',
    from: null,
    by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
    hidden: 'recognition',
    route: 'POST /v1/recognitions/{id}/declaration-links',
    ledger: 'evidence.link',
    hinders: nothingToDeclare,
  },
  declareAuthorship: {
    name: 'declare-authorship',
    on: 'recognition',
    from: ['documentation'],
    by: holderOf('declare-authorship'),
    route: 'POST /declare/{secret}',
    ledger: 'evidence.declare-authorship',
  },
  completeDocumentation: {
    name: 'complete-documentation',
    on: 'recognition',
    from: ['documentation'],
    to: 'assessment',
    by: inPerson('recognise', ['coordinator'], 'sending'),
    route: 'POST /v1/recognitions/{id}/transitions',
    operation: 'moveRecognition',
    ledger: 'recognition.complete-documentation',
    blockers: ({ facts }) => documentationBlockers(facts),
  },
})

/** What is there was declared already, or nothing more is brought. */
function nothingToDeclare({ facts: { stage, declared } }: CaseStanding): Hindrance | null {
  if (stage === 'documentation' && declared.authorship)
    return { reason: 'conflict', sentence: say('declared-already') }
  return stage === 'identification' || stage === 'documentation'
    ? null
    : { reason: 'conflict', sentence: say('nothing-to-declare') }
}

const withdrawingActions = actionsOn<PieceStanding>()({
  withdrawEvidence: {
    name: 'withdraw-evidence',
    on: 'recognition',
    from: ['documentation', 'assessment'],
    by: inPerson('recognise', ['coordinator', 'mentor'], 'either'),
    route: 'POST /v1/recognitions/{id}/evidence/{evidenceId}/withdrawal',
    ledger: 'evidence.withdraw',
    hinders: unlessMayTakeBack,
  },
})

/** Done to a piece alone: nothing of its case decides whether. */
const scanningActions = actionsOn()({
  scanEvidence: {
    name: 'scan-evidence',
    on: 'recognition',
    from: null,
    by: { service: 'job' },
    route: null,
    ledger: 'evidence.scan',
  },
})

export const documentationActions = { ...submittedActions, ...withdrawingActions, ...scanningActions }
