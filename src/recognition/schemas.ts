import { z } from 'zod'
import { baselineFindings } from '../db/schema/mobility/agreements.ts'
import { outcomeKinds, outcomeStatuses, stages } from '../db/schema/recognition/recognitions.ts'
import { guardians } from '../mobility/agreements/agreement.ts'
import { CriterionView } from '../mobility/agreements/planned-outcomes/schemas.ts'
import { DeviationView, viewDeviation } from '../mobility/agreements/schemas.ts'
import { type Actor, roles } from '../platform/auth/access.ts'
import { longText } from '../platform/http/texts.ts'
import type { Language } from '../platform/words/language.ts'
import type { Case } from './case.ts'
import type { Outcome } from './outcome-store.ts'
import { actionsOf, moves, offered, presentBlockers, viewBlocker } from './recognition.ts'
import type { Stage as CaseStage } from './stage.ts'
import type { Recognition, Transition } from './store.ts'
import { hashOfWork } from './validation/read-to-judge.ts'

const Stage = z.enum(stages)
const ShownStage = z
  .enum([...stages, 'closed'])
  .describe('closed: certified or refused, which an assessor is not told who may yet mark it in an appeal')
const Level = z.int().nullable()
const Finding = z.enum(baselineFindings).nullable()

export const NewRecognition = z
  .strictObject({ mobilityId: z.uuid() })
  .meta({ id: 'NewRecognition', examples: [{ mobilityId: '01993c7e-0000-7000-8000-000000000003' }] })

export const OutcomeView = z
  .object({
    id: z.uuid(),
    competence: z.string(),
    kind: z.enum(outcomeKinds),
    status: z.enum(outcomeStatuses),
    baseline: Level,
    baselineFound: Finding.describe('what the search for a level before came to'),
    target: Level,
    partial: z
      .boolean()
      .nullable()
      .describe('whether the criteria cover less than the framework has at the target'),
    selfLevel: Level,
    selfFound: Finding.describe('whether the learner sees themselves at a level'),
    methods: z.array(z.string()),
    criteria: z.array(CriterionView),
    agreementVersionId: z.uuid().describe('the version of the agreement under which it is, or was, judged'),
    remark: z.string().nullable().describe('why it was dropped, or what an additional one is'),
    leftOutOf: z
      .int()
      .nullable()
      .describe('the number of the version of the agreement that left it out and so dropped it'),
  })
  .meta({ id: 'Outcome' })

const BlockerView = z
  .object({
    code: z.string().describe('stable; compare this'),
    by: z.string().describe('who can clear it'),
    sentence: z.string().describe('in the language asked for'),
    competence: z.string().optional(),
    fields: z
      .array(z.string())
      .optional()
      .describe('RFC 6901 pointers into the content of the agreement: what was signed and changed since'),
    guardian: z.enum(guardians).optional().describe('for which of two it waits, where both sign'),
  })
  .meta({ id: 'Blocker' })

const ActionView = z
  .object({
    action: z.enum(offered),
    at: z.string().describe('where to send it'),
    blocked: z.boolean().describe('true while something is missing first'),
  })
  .meta({ id: 'Action' })

export const RecognitionSummary = z
  .object({
    id: z.uuid(),
    mobilityId: z.uuid(),
    sendingOrganisationId: z.uuid(),
    hostingOrganisationId: z.uuid(),
    framework: z.object({ id: z.string(), hash: z.string() }),
    stage: ShownStage,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'RecognitionSummary' })

export const RecognitionView = RecognitionSummary.extend({
  outcomes: z.array(OutcomeView),
  agreementVersionId: z.uuid().describe('the version of the agreement that the case follows'),
  workHash: z
    .string()
    .describe(
      'SHA-256 of what is judged: what was agreed, claimed and brought; what a batch of marks sends as `ifMatch`',
    ),
  deviations: z.array(DeviationView).describe('in what the signing departed from the rules; hinders nothing'),
  blockers: z.array(BlockerView).describe('what keeps the case from its next stage'),
  actions: z.array(ActionView).describe('what this caller may do now'),
}).meta({ id: 'Recognition' })

export const NewTransition = z
  .strictObject({ action: z.enum(moves), reason: longText(2000).optional() })
  .meta({ id: 'NewTransition', examples: [{ action: 'complete-identification' }] })

export const TransitionView = z
  .object({
    action: z.string(),
    from: Stage,
    to: Stage,
    memberId: z.uuid().nullable(),
    role: z
      .enum(roles)
      .nullable()
      .describe(
        'in which the member made the move; null where the learner or a guardian made it by their link',
      ),
    reason: z.string().nullable(),
    inputHash: z.string().describe('SHA-256 of what was known of the case then, hexadecimal'),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Transition' })

/** Whoever is blind to a case is not told how it ended. */
export function viewSummary(row: Recognition, isBlind: boolean): z.infer<typeof RecognitionSummary> {
  return {
    id: row.id,
    mobilityId: row.mobilityId,
    sendingOrganisationId: row.organisationId,
    hostingOrganisationId: row.hostingOrganisationId,
    framework: { id: row.frameworkId, hash: row.frameworkHash },
    stage: isBlind ? blindStage(row.stage) : row.stage,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** The stage of a case as far as whoever is blind to it is told. */
export const blindStage = (stage: CaseStage) =>
  stage === 'certified' || stage === 'refused' ? 'closed' : stage

export function viewOutcome(row: Outcome): z.infer<typeof OutcomeView> {
  const { organisationId: _, hostingOrganisationId: __, recognitionId: ___, updatedAt: ____, ...shown } = row
  return shown
}

export function viewRecognition(
  loaded: Case,
  actor: Actor,
  isBlind: boolean,
  language: Language,
): z.infer<typeof RecognitionView> {
  const { recognition, outcomes, facts } = loaded
  const here = `/v1/recognitions/${recognition.id}`
  return {
    ...viewSummary(recognition, isBlind),
    outcomes: outcomes.map(viewOutcome),
    agreementVersionId: recognition.agreementVersionId,
    workHash: hashOfWork(loaded),
    deviations: facts.deviations.map(viewDeviation(language)),
    blockers: shownBlockers(facts, actor, isBlind).map((blocker) => viewBlocker(blocker, language)),
    actions: actionsOf(loaded, actor).map((action) => ({
      ...action,
      at: action.at.startsWith('/v1/') ? action.at : here + action.at,
    })),
  }
}

/** In validation blockers tell what was decided; of who is blind to it, they are for those who are to decide and issue. */
function shownBlockers(facts: Case['facts'], { roles }: Actor, isBlind: boolean) {
  const isDue = roles.includes('validator') || roles.includes('issuer')
  return isBlind && facts.stage === 'validation' && !isDue ? [] : presentBlockers(facts)
}

export function viewTransition(row: Transition): z.infer<typeof TransitionView> {
  const { action, from, to, memberId, role, reason, inputHash, at } = row
  return { action, from, to, memberId, role, reason, inputHash, at: at.toISOString() }
}
