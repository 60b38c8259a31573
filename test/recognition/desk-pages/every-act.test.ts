import { expect, test } from 'vitest'
import { actions } from '../../../src/actions.ts'
import type { Action } from '../../../src/platform/actions/action.ts'
import type { Role } from '../../../src/platform/auth/access.ts'
import { operationsOf } from '../../setup/operations.ts'
import { newWorld } from '../../setup/world.ts'

const atDesk: readonly Role[] = ['mentor', 'assessor', 'validator']

/** By which operation of a desk somebody does what the table lets a mentor, assessor or validator do in a case. */
const ways: Record<string, string> = {
  submitEvidence: 'submitEvidenceAtDesk',
  submitRecord: 'recordObservation',
  extendEvidence: 'extendEvidenceAtDesk',
  withdrawEvidence: 'withdrawEvidenceAtDesk',
  saveDraft: 'markAtDesk',
  recordMarks: 'markAtDesk',
  readAccommodations: 'readAccommodationsAtDesk',
}

const ofSender = 'only at the sending organisation, which works through its client'

/** What is not done at a desk, and why. */
const elsewhere: Record<string, string> = {
  completeAssessment: ofSender,
  decideOutcomes: ofSender,
  refuseRecognition: ofSender,
  hearAppeal: ofSender,
  askMarking: ofSender,
  upholdAppeal: ofSender,
  rejectAppeal: ofSender,
  markAgain: 'asked for by whoever hears an appeal, who has a client; marks of an appeal come through it',
  attestEvidence: 'given for several learners at once, on a page of its own',
  readCaseFile: 'a file of the whole case, which is read at a desk and not carried away',
  packCaseFile: 'a file of the whole case, which is read at a desk and not carried away',
  declareConflicts: 'declared once for all cases, on a page of its own',
}

test('what a mentor, an assessor or a validator may do in a case has its way at the desk, or a reason why not', async () => {
  const world = await newWorld()
  const known = new Set(operationsOf(world.app).map(({ operationId }) => operationId))
  const theirs = Object.values<Action>(actions).filter(
    ({ on, by }) =>
      (on === 'recognition' || on === 'appeal') &&
      'roles' in by &&
      by.person &&
      by.roles.some((role) => atDesk.includes(role)),
  )
  const wayless = theirs.filter(({ key }) => !ways[key] && !elsewhere[key]).map(({ key }) => key)
  expect(wayless).toEqual([])
  expect(Object.values(ways).filter((operation) => !known.has(operation))).toEqual([])
  const gone = [...Object.keys(ways), ...Object.keys(elsewhere)].filter(
    (key) => !theirs.some((action) => action.key === key),
  )
  expect(gone).toEqual([])
  const notTheirs = theirs.filter(
    ({ key, by }) => elsewhere[key] === ofSender && 'side' in by && by.side !== 'sending',
  )
  expect(notTheirs.map(({ key }) => key)).toEqual([])
})
