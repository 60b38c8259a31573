import { z } from 'zod'
import { linkHolders } from '../../db/schema/mobility/links.ts'
import { appealStates } from '../../db/schema/recognition/appeals.ts'
import { markValues } from '../../db/schema/recognition/assessments.ts'
import { outcomeResults } from '../../db/schema/recognition/decisions.ts'
import { DeliverWire } from '../../exchange/outbox/schemas.ts'
import { Code } from '../../measure/frameworks/code.ts'
import { MAX_OUTCOMES } from '../../mobility/mobilities/extent.ts'
import { OnBehalf, SignerFields } from '../../parties/names/schemas.ts'
import { SecondGuardian } from '../../parties/people/schemas.ts'
import { longText } from '../../platform/http/texts.ts'
import { ConflictDeclarationWire } from '../assessment/assignments/schemas.ts'
import { NewAssessment } from '../assessment/schemas.ts'
import { NewDecision } from '../validation/schemas.ts'
import { type Handling, handling } from './appeal.ts'
import type { Appeal, AppealMove } from './store.ts'

const kinds = ['appeal', 'complaint'] as const
const Result = z.enum(outcomeResults)

export const AppealStateWire = z.enum(appealStates)
export const AppealKindWire = z.enum(kinds)

export const NewAppealLink = z
  .strictObject({ party: z.enum(linkHolders), secondGuardian: SecondGuardian, deliver: DeliverWire })
  .meta({ id: 'NewAppealLink', examples: [{ party: 'learner' }] })

export const AppealForm = z
  .strictObject({
    kind: AppealKindWire.describe('an appeal is against results, a complaint against how they came about'),
    competences: z
      .preprocess(
        (given) => (typeof given === 'string' ? [given] : given),
        z.array(Code).max(MAX_OUTCOMES).default([]),
      )
      .describe('the outcomes that are appealed; none for a complaint'),
    grounds: longText(5000),
    ...SignerFields,
  })
  .meta({
    id: 'AppealForm',
    examples: [
      {
        kind: 'appeal',
        competences: ['2.4'],
        grounds: 'The spreadsheet was not looked at.',
        name: 'Learner One',
      },
    ],
  })

export const WithdrawalForm = z.strictObject({ appealId: z.uuid() }).meta({ id: 'AppealWithdrawal' })

export const NewAppealMarks = z
  .strictObject({
    ...NewAssessment.shape,
    conflicts: ConflictDeclarationWire.describe('who has a conflict of interest does not mark'),
  })
  .meta({
    id: 'NewAppealMarks',
    examples: [
      {
        competence: '2.4',
        judgements: [],
        marks: [{ criterionId: '2.4.a.4', mark: 'not-observed' }],
        conflicts: { lastTrainedOn: null, related: false, otherConflict: null },
      },
    ],
  })

export const AppealDecision = z
  .strictObject({
    outcome: z.enum(['upheld', 'rejected']),
    reasons: longText(5000).describe('for the learner to read'),
    outcomes: z
      .array(NewDecision.shape.outcomes.element)
      .max(MAX_OUTCOMES)
      .default([])
      .describe('the new results where an appeal is upheld'),
  })
  .meta({
    id: 'AppealDecision',
    examples: [
      {
        outcome: 'upheld',
        reasons: 'The spreadsheet shows the target level.',
        outcomes: [{ competence: '2.4', result: 'reached' }],
      },
    ],
  })

const Step = z.object({
  action: z.string(),
  to: AppealStateWire,
  memberId: z.uuid().nullable(),
  at: z.iso.datetime(),
})

export const AppealView = z
  .object({
    id: z.uuid(),
    recognitionId: z.uuid(),
    certificateId: z.uuid().nullable().describe('the certificate that is contested'),
    kind: AppealKindWire,
    party: z.enum(linkHolders),
    name: z.string().nullable().describe('null once the learner was erased, as are the grounds'),
    onBehalf: OnBehalf,
    grounds: z.string().nullable(),
    competences: z.array(z.string()),
    state: AppealStateWire,
    submittedAt: z.iso.datetime(),
    dueOn: z.iso.date().describe('the day by which it is to be decided'),
    overdue: z.boolean(),
    handlerId: z.uuid().nullable().describe('the person who hears it'),
    heardAt: z.iso.datetime().nullable(),
    markingAskedAt: z.iso
      .datetime()
      .nullable()
      .describe('when assessors were asked to mark the contested outcomes again'),
    closedAt: z.iso.datetime().nullable(),
    reasons: z.string().nullable(),
    issuedCertificateId: z.uuid().nullable().describe('the certificate issued for it'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Appeal' })

export const AppealDetails = AppealView.extend({
  steps: z.array(Step),
  actions: z.array(z.enum(handling)).describe('what this caller may do now'),
}).meta({ id: 'AppealDetails' })

/** All that an assessor is shown of an appeal, so that they mark as blindly as a second assessor does. */
export const AppealMarking = z
  .object({
    appealId: z.uuid(),
    recognitionId: z.uuid(),
    dueOn: z.iso.date().describe('the day by which the appeal is to be decided'),
    outcomes: z.array(
      z.object({ competence: z.string(), marked: z.boolean().describe('marked again already') }),
    ),
    actions: z.array(z.enum(handling)).describe('what this caller may do now'),
  })
  .meta({ id: 'AppealMarking' })

/** What the learner is shown: their own results and marks, and what became of their appeals. */
export const AppealPage = z
  .object({
    stage: z.string(),
    lastDay: z.iso.date().nullable().describe('the last day to appeal; null while the case is open'),
    may: z.array(AppealKindWire).describe('what may be submitted now'),
    outcomes: z.array(
      z.object({
        competence: z.string(),
        title: z.string(),
        target: z.int().nullable(),
        level: z.int().nullable(),
        targetName: z
          .string()
          .nullable()
          .describe("in the framework's words, with its place among the levels"),
        levelName: z
          .string()
          .nullable()
          .describe("in the framework's words, with its place among the levels"),
        result: Result,
        reason: z.string().nullable(),
        marks: z.array(
          z.object({
            criterion: z.string(),
            mark: z.enum(markValues),
            comment: z.string().nullable(),
          }),
        ),
      }),
    ),
    appeals: z.array(
      z.object({
        id: z.uuid(),
        kind: AppealKindWire,
        competences: z.array(z.string()),
        state: AppealStateWire,
        submittedAt: z.iso.datetime(),
        dueOn: z.iso.date(),
        closedAt: z.iso.datetime().nullable(),
        reasons: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'AppealPage' })

const at = (moment: Date | null) => moment?.toISOString() ?? null

export function viewAppeal(
  row: Appeal,
  today: string,
  issuedCertificateId: string | null,
): z.infer<typeof AppealView> {
  const {
    id,
    recognitionId,
    certificateId,
    kind,
    party,
    name,
    onBehalf,
    grounds,
    competences,
    state,
    dueOn,
  } = row
  return {
    id,
    recognitionId,
    certificateId,
    kind,
    party,
    name,
    onBehalf,
    grounds,
    competences,
    state,
    submittedAt: row.submittedAt.toISOString(),
    dueOn,
    overdue: row.closedAt === null && today > dueOn,
    handlerId: row.handlerId,
    heardAt: at(row.heardAt),
    markingAskedAt: at(row.markingAskedAt),
    closedAt: at(row.closedAt),
    reasons: row.reasons,
    issuedCertificateId,
    updatedAt: row.updatedAt.toISOString(),
  }
}

export function viewStep({ action, to, memberId, at }: AppealMove): z.infer<typeof Step> {
  return { action, to, memberId, at: at.toISOString() }
}

export function viewMarking(
  { id, recognitionId, dueOn, competences }: Appeal,
  marked: readonly string[],
  actions: Handling[],
): z.infer<typeof AppealMarking> {
  const outcomes = competences.map((competence) => ({ competence, marked: marked.includes(competence) }))
  return { appealId: id, recognitionId, dueOn, outcomes, actions }
}
