import { z } from 'zod'
import { rounds, secondMarkingReasons } from '../db/schema/assessments.ts'
import type { Explanation } from './explanation.ts'
import type { LevelStanding } from './level.ts'
import type { Assessment, Assignment, Authorisation, Draft, IssuingPause, SecondMarking } from './store.ts'

const Round = z.enum(rounds)
const Competence = z.string().min(1).max(20)

const Judgement = z.strictObject({
  evidenceId: z.uuid(),
  valid: z.boolean().describe('covers the outcome in conditions close to real work'),
  authentic: z.boolean().describe("the learner's own work, as they declared and the host attested"),
  current: z.boolean().describe('recent enough; only evidence of the agreed dates can be'),
  sufficient: z.boolean().describe('enough to judge by'),
})

const MarkWire = z.strictObject({
  criterionId: z.string().min(1).max(60),
  mark: z.enum(['met', 'partly', 'not-met', 'not-observed']),
  evidenceIds: z.array(z.uuid()).max(100).default([]).describe('which pieces show it'),
  comment: z.string().trim().min(1).max(2000).nullable().default(null),
})

const judged = {
  evidenceId: '01993c7e-0000-7000-8000-000000000004',
  valid: true,
  authentic: true,
  current: true,
  sufficient: true,
}
const example = {
  judgements: [judged],
  marks: [{ criterionId: '2.4.a.4', mark: 'met', evidenceIds: [judged.evidenceId] }],
}

export const NewAssessment = z
  .strictObject({
    competence: Competence,
    judgements: z
      .array(Judgement)
      .max(100)
      .describe('one for each piece of evidence of the outcome; only four times yes counts'),
    marks: z.array(MarkWire).min(1).max(100).describe('one for each criterion'),
  })
  .meta({ id: 'NewAssessment', examples: [{ competence: '2.4', ...example }] })

export const DraftMarks = z
  .strictObject({ judgements: z.array(Judgement).max(100), marks: z.array(MarkWire).max(100) })
  .meta({ id: 'DraftMarks', examples: [example] })

export const DraftView = z
  .object({ judgements: z.array(Judgement), marks: z.array(MarkWire), updatedAt: z.iso.datetime() })
  .meta({ id: 'MarksDraft' })

export function viewDraft({ judgements, marks, updatedAt }: Draft): z.infer<typeof DraftView> {
  return { judgements, marks, updatedAt: updatedAt.toISOString() }
}

export const AssessmentView = z
  .object({
    id: z.uuid(),
    outcomeId: z.uuid(),
    round: Round,
    assessorId: z.uuid(),
    assessorOrganisationId: z.uuid(),
    level: z
      .int()
      .nullable()
      .describe('computed from the marks; null when the lowest level judged was not met'),
    selfGap: z
      .int()
      .nullable()
      .describe("the learner's own estimate less the level; it never feeds the level"),
    standings: z
      .array(z.object({ level: z.int(), met: z.boolean(), stoppedBy: z.array(z.string()) }))
      .describe('each level judged, and the criteria that stopped it'),
    judgements: z.array(Judgement),
    marks: z.array(MarkWire),
    submittedAt: z.iso.datetime(),
  })
  .meta({ id: 'Assessment' })

export function viewAssessment(row: Assessment, standings: LevelStanding[]): z.infer<typeof AssessmentView> {
  const { id, outcomeId, round, assessorId, assessorOrganisationId, level, selfGap } = row
  const { judgements, marks, submittedAt } = row
  return {
    id,
    outcomeId,
    round,
    assessorId,
    assessorOrganisationId,
    level,
    selfGap,
    standings,
    judgements,
    marks,
    submittedAt: submittedAt.toISOString(),
  }
}

export const ExplanationWire = z
  .object({
    level: z.int().nullable(),
    levels: z
      .array(
        z.object({
          level: z.int(),
          met: z.boolean(),
          stoppedBy: z.array(
            z.object({
              criterionId: z.string(),
              text: z.object({ lv: z.string(), en: z.string() }),
              mark: z.enum(['met', 'partly', 'not-met', 'not-observed']).nullable(),
              because: z
                .enum(['mark', 'no-accepted-evidence'])
                .describe('how it was marked, or that no piece named for it counts'),
            }),
          ),
        }),
      )
      .describe('the level is the last one before the first that is not met'),
    setAside: z
      .array(
        z.object({
          evidenceId: z.uuid(),
          failed: z.array(z.enum(['valid', 'authentic', 'current', 'sufficient'])),
        }),
      )
      .describe('evidence that does not count, and why'),
  })
  .meta({ id: 'LevelExplanation' })

export const ExplanationList = z
  .object({
    competence: z.string(),
    items: z.array(
      z.object({
        assessmentId: z.uuid().nullable().describe("null for the caller's own draft"),
        round: Round,
        explanation: ExplanationWire,
      }),
    ),
  })
  .meta({ id: 'LevelExplanationList' })

export type Explained = { assessmentId: string | null; round: Assessment['round']; explanation: Explanation }

export const NewAuthorisation = z
  .strictObject({
    framework: z.string().min(1).max(60),
    area: z.string().min(1).max(20).nullable().default(null).describe('left out: every area'),
    competence: Competence.nullable().default(null).describe('left out: every competence'),
    validFrom: z.iso.date(),
    validUntil: z.iso.date().describe('this day still counts'),
  })
  .meta({
    id: 'NewAuthorisation',
    examples: [
      { framework: 'a-framework-1.0', area: '2', validFrom: '2026-01-01', validUntil: '2027-12-31' },
    ],
  })

export const AuthorisationView = z
  .object({
    id: z.uuid(),
    memberId: z.uuid(),
    framework: z.string(),
    area: z.string().nullable(),
    competence: z.string().nullable(),
    validFrom: z.iso.date(),
    validUntil: z.iso.date(),
    createdAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Authorisation' })

export function viewAuthorisation(row: Authorisation): z.infer<typeof AuthorisationView> {
  const { id, memberId, frameworkId, area, competence, validFrom, validUntil, createdAt, revokedAt } = row
  return {
    id,
    memberId,
    framework: frameworkId,
    area,
    competence,
    validFrom,
    validUntil,
    createdAt: createdAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  }
}

export const NewAssignment = z
  .strictObject({
    memberId: z.uuid().describe("an assessor of the caller's own organisation"),
    round: Round.exclude(['appeal']).default('first'),
  })
  .meta({
    id: 'NewAssignment',
    examples: [{ memberId: '01993c7e-0000-7000-8000-000000000007', round: 'first' }],
  })

export const AssignmentWithdrawal = z
  .strictObject({ reason: z.string().trim().min(1).max(2000) })
  .meta({ id: 'AssignmentWithdrawal', examples: [{ reason: 'Assigned to the wrong round.' }] })

export const ConflictDeclarationWire = z
  .strictObject({
    lastTrainedOn: z.iso
      .date()
      .nullable()
      .describe('the last day on which you trained this learner; null: never'),
    related: z.boolean().describe('whether you are related or close to the learner'),
    otherConflict: z.string().trim().min(1).max(2000).nullable().describe('any other conflict of interest'),
  })
  .meta({
    id: 'ConflictDeclaration',
    examples: [{ lastTrainedOn: null, related: false, otherConflict: null }],
  })

export const AssignmentView = z
  .object({
    id: z.uuid(),
    memberId: z.uuid(),
    organisationId: z.uuid(),
    round: Round,
    state: z
      .enum(['assigned', 'accepted', 'conflicted', 'withdrawn'])
      .describe('assigned: nothing declared yet; conflicted: cannot mark; withdrawn: counts no more'),
    lastTrainedOn: z.iso.date().nullable(),
    related: z.boolean().nullable(),
    otherConflict: z.string().nullable(),
    assignedAt: z.iso.datetime(),
    declaredAt: z.iso.datetime().nullable(),
    withdrawnBy: z.uuid().nullable(),
    withdrawnAt: z.iso.datetime().nullable(),
    withdrawalReason: z.string().nullable(),
  })
  .meta({ id: 'Assignment' })

export function viewAssignment(row: Assignment): z.infer<typeof AssignmentView> {
  const { id, memberId, memberOrganisationId, round, state, lastTrainedOn, related, otherConflict } = row
  return {
    id,
    memberId,
    organisationId: memberOrganisationId,
    round,
    state,
    lastTrainedOn,
    related,
    otherConflict,
    assignedAt: row.assignedAt.toISOString(),
    declaredAt: row.declaredAt?.toISOString() ?? null,
    withdrawnBy: row.withdrawnBy,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    withdrawalReason: row.withdrawalReason,
  }
}

export const NewSecondMarking = z
  .strictObject({ competence: Competence, reason: z.literal('asked-for') })
  .meta({ id: 'NewSecondMarking', examples: [{ competence: '2.4', reason: 'asked-for' }] })

export const SecondMarkingView = z
  .object({
    outcomeId: z.uuid(),
    reasons: z.array(z.enum(secondMarkingReasons)).describe('empty when it was drawn and not taken'),
    drawn: z.number().nullable().describe('at least 0 and below 1; null for a request'),
    rate: z.number().nullable(),
    minimum: z.int().nullable().describe('of the partnership and quarter'),
    sampledBefore: z.int().nullable().describe('how many the sample had taken that quarter'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'SecondMarking' })

export function viewSecondMarking(row: SecondMarking): z.infer<typeof SecondMarkingView> {
  const { outcomeId, reasons, drawn, rate, minimum, sampledBefore, createdAt } = row
  return { outcomeId, reasons, drawn, rate, minimum, sampledBefore, createdAt: createdAt.toISOString() }
}

const Statistic = z.number().nullable().describe('null where it is undefined')

export const AgreementReport = z
  .object({
    from: z.iso.date(),
    until: z.iso.date(),
    items: z.array(
      z.object({
        sendingOrganisationId: z.uuid(),
        hostingOrganisationId: z.uuid(),
        framework: z.string(),
        quarter: z.string().describe('of the second marks, UTC'),
        pairs: z.int().describe('outcomes marked twice'),
        rawAgreement: Statistic,
        linearKappa: Statistic,
        quadraticKappa: Statistic,
        alpha: Statistic.describe("Krippendorff's alpha, ordinal; null where it is undefined"),
        alarm: z.boolean().describe('quadratic kappa below the limit that is set'),
      }),
    ),
  })
  .meta({ id: 'AgreementReport' })

export const PauseView = z
  .object({
    id: z.uuid(),
    sendingOrganisationId: z.uuid(),
    hostingOrganisationId: z.uuid(),
    framework: z.string(),
    kappa: z.number(),
    pairs: z.int(),
    pausedAt: z.iso.datetime(),
    resumedAt: z.iso.datetime().nullable(),
    resumedBy: z.uuid().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'IssuingPause' })

export const Resumption = z
  .strictObject({ reason: z.string().trim().min(1).max(2000) })
  .meta({ id: 'Resumption', examples: [{ reason: 'The rubric was clarified with both assessors.' }] })

export function viewPause(row: IssuingPause): z.infer<typeof PauseView> {
  const { id, organisationId, hostingOrganisationId, frameworkId, kappa, pairs, resumedBy, reason } = row
  return {
    id,
    sendingOrganisationId: organisationId,
    hostingOrganisationId,
    framework: frameworkId,
    kappa,
    pairs,
    pausedAt: row.pausedAt.toISOString(),
    resumedAt: row.resumedAt?.toISOString() ?? null,
    resumedBy,
    reason,
  }
}
