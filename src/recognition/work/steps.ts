import type { z } from 'zod'
import { actions } from '../../actions.ts'
import type { Action, Subject } from '../../platform/actions/action.ts'
import type { WorkKind } from './schemas.ts'
import { stepTask } from './task.ts'

/** What else waits but a case. */
export type Beside = Exclude<z.infer<typeof WorkKind>, 'case'>

/** What no action of the table clears: the organisation's admin sees to it. */
export const seenTo: ReadonlySet<Beside> = new Set(['auxiliary', 'stuck'])

/** By which rows of the table it is dealt with, each by the code of its task. */
export const steps = {
  appeal: {
    'hear-appeal': actions.hearAppeal,
    'decide-appeal': actions.upholdAppeal,
    'mark-again': actions.markAgain,
  },
  'certificate-after-appeal': { issue: actions.issueCertificate },
  'recognition-act': { 'record-act': actions.recordAct },
  revocation: { 'decide-revocation': actions.confirmRevocation },
  correction: { 'decide-correction': actions.confirmCorrection },
  agreement: {
    'draft-agreement': actions.draftAgreement,
    'answer-return': actions.draftAgreement,
    'sign-agreement': actions.signAgreement,
    'open-recognition': actions.openRecognition,
  },
  programme: {
    'answer-returned-programme': actions.draftProgramme,
    'sign-programme': actions.signProgramme,
  },
  companions: { 'attest-companions': actions.attestCompanion },
  grant: { 'confirm-grant': actions.confirmGrant },
  setting: { 'decide-second-person': actions.changeSettings },
  memorandum: { 'confirm-memorandum': actions.confirmMemorandum },
  'data-request': {
    'answer-access': actions.recordDataAnswer,
    'answer-rectification': actions.recordDataAnswer,
    'answer-erasure': actions.recordDataAnswer,
    'answer-restriction': actions.recordDataAnswer,
    'answer-portability': actions.recordDataAnswer,
    'answer-objection': actions.recordDataAnswer,
  },
  question: { 'answer-question': actions.recordAnswer },
  merge: { 'confirm-merge': actions.confirmMerge },
  address: {
    'mend-learner-address': actions.resendMessage,
    'mend-guardian-address': actions.resendMessage,
    'mend-second-guardian-address': actions.resendMessage,
    'mend-member-address': actions.resendMessage,
  },
  'ended-address': { 'ask-for-address': actions.correctLearner },
  webhook: { 'mend-webhook': actions.changeWebhook },
  order: { 'start-order': actions.startOrder },
  stay: { 'attest-stay': actions.attestStay },
  auxiliary: {},
  stuck: {},
} satisfies Record<Beside, Record<string, Action>>

type Steps = typeof steps

/** A step that waits for what is no case of itself. */
export const step = <Kind extends keyof Steps>(
  kind: Kind,
  code: keyof Steps[Kind] & string,
  subject: Subject,
) => stepTask(code, (steps[kind] as Record<string, Action>)[code]!, subject)
