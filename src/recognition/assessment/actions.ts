import { actionsOn, inPerson, onBehalf } from '../../platform/actions/action.ts'
import { openStages } from '../stage.ts'
import { assessmentBlockers } from './leave.ts'
import { type MarkingStanding, unlessMayDraft, unlessMayMark } from './marker.ts'

const marking = {
  on: 'recognition',
  from: ['assessment'],
  by: inPerson('recognise', ['assessor'], 'assessing'),
  apart: 'assessor',
  signIn: true,
} as const

export const assessmentActions = actionsOn<MarkingStanding>()({
  assignAssessor: {
    name: 'assign-assessor',
    on: 'recognition',
    from: openStages,
    by: inPerson('recognise', ['coordinator'], 'assessing'),
    route: 'POST /v1/recognitions/{id}/assignments',
    ledger: 'assessment.assign',
  },
  withdrawAssignment: {
    name: 'withdraw-assignment',
    on: 'recognition',
    from: openStages,
    // Each side withdraws its own assignments.
    by: inPerson('recognise', ['coordinator'], 'own'),
    route: 'POST /v1/recognitions/{id}/assignments/{assignmentId}/withdrawal',
    ledger: 'assessment.withdraw',
  },
  declareConflicts: {
    name: 'declare-conflicts',
    on: 'recognition',
    from: null,
    by: inPerson('recognise', ['assessor'], 'either'),
    route: 'POST /v1/recognitions/{id}/assignments/{assignmentId}/declaration',
    ledger: 'assessment.declare',
  },
  saveDraft: {
    ...marking,
    name: 'save-draft',
    route: 'PUT /v1/recognitions/{id}/outcomes/{competence}/marks-draft',
    ledger: 'assessment.draft',
    hinders: unlessMayDraft,
  },
  recordMarks: {
    ...marking,
    name: 'record-marks',
    judges: 'together',
    independent: true,
    route: 'POST /v1/recognitions/{id}/marks',
    ledger: 'assessment.submit',
    hinders: unlessMayMark,
  },
  askSecondMarking: {
    name: 'ask-second-marking',
    on: 'recognition',
    from: ['assessment'],
    by: inPerson('recognise', ['coordinator'], 'sending'),
    route: 'POST /v1/recognitions/{id}/second-markings',
    ledger: 'assessment.ask-second',
  },
  completeAssessment: {
    name: 'complete-assessment',
    on: 'recognition',
    from: ['assessment'],
    to: 'validation',
    by: inPerson('recognise', ['coordinator', 'assessor'], 'sending'),
    route: 'POST /v1/recognitions/{id}/transitions',
    operation: 'moveRecognition',
    ledger: 'recognition.complete-assessment',
    blockers: ({ facts }) => assessmentBlockers(facts),
  },
})

const consequence = { from: null, by: { service: 'consequence' }, route: null } as const

/** What concerns assessors, and how they agree, beyond a single case. */
export const assessorActions = actionsOn()({
  authoriseAssessor: {
    name: 'authorise-assessor',
    on: 'member',
    from: null,
    by: onBehalf('administer', ['admin']),
    route: 'POST /v1/members/{id}/authorisations',
    ledger: 'authorisation.grant',
  },
  revokeAuthorisation: {
    name: 'revoke-authorisation',
    on: 'member',
    from: null,
    by: onBehalf('administer', ['admin']),
    route: 'POST /v1/members/{id}/authorisations/{authorisationId}/revocation',
    ledger: 'authorisation.revoke',
  },
  handOverWork: {
    name: 'hand-over-work',
    on: 'member',
    from: null,
    by: inPerson('recognise', ['coordinator'], 'own'),
    route: 'POST /v1/members/{id}/hand-over',
    ledger: 'member.hand-over',
    reason: true,
  },
  raiseAlarm: { ...consequence, name: 'raise-alarm', on: 'organisation', ledger: 'agreement.alarm' },
  pauseIssuing: { ...consequence, name: 'pause-issuing', on: 'organisation', ledger: 'issuing.pause' },
  resumeIssuing: {
    name: 'resume-issuing',
    on: 'organisation',
    from: null,
    by: inPerson('administer', ['admin'], 'own'),
    route: 'POST /v1/issuing-pauses/{id}/resumption',
    ledger: 'issuing.resume',
  },
})
