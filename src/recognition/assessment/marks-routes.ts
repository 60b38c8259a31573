import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { Code } from '../../measure/frameworks/code.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { LARGE_BODY } from '../../platform/json/take-json.ts'
import { assignmentOf, outcomeOf } from '../case.ts'
import { loadCaseFor } from '../load-case.ts'
import { getOutcome, type Outcome } from '../outcome-store.ts'
import { assessor, readers } from './access.ts'
import { assessmentActions } from './actions.ts'
import { findDraft } from './draft-store.ts'
import { explain } from './explanation.ts'
import { acceptedEvidence, countMet, standings } from './level.ts'
import { readableOf } from './readable.ts'
import { recordMarks } from './record-marks.ts'
import { saveDraft } from './save-draft.ts'
import {
  AssessmentView,
  DraftMarks,
  DraftView,
  type Explained,
  ExplanationList,
  NewAssessment,
  viewAssessment,
  viewDraft,
} from './schemas.ts'
import type { Assessment } from './store.ts'

const params = z.object({ id: z.uuid() })
const outcomeParams = params.extend({ competence: Code })

export const marksRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/marks',
    {
      bodyLimit: LARGE_BODY,
      // What was read for it, where it comes in a batch, may have changed.
      config: { ...does(assessmentActions.recordMarks), also: [412] },
      schema: {
        summary: 'Submit the marks of one outcome',
        description:
          'Judge each piece of evidence, mark each criterion. The level is computed, and the answer tells why. They count for the round that the assessor is assigned to, and never change.',
        tags: ['Assessment'],
        params,
        body: NewAssessment,
        response: { 201: AssessmentView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const { assessment, standings } = await recordMarks(ctx, params.id, body)
      reply.code(201)
      return viewAssessment(assessment, standings)
    },
  )

  app.put(
    '/recognitions/:id/outcomes/:competence/marks-draft',
    {
      bodyLimit: LARGE_BODY,
      config: does(assessmentActions.saveDraft),
      schema: {
        summary: 'Save a draft of the marks of one outcome',
        description: 'Whole or not; only its assessor sees it, and submitting the marks removes it.',
        tags: ['Assessment'],
        params: outcomeParams,
        body: DraftMarks,
        response: { 200: DraftView },
      },
    },
    async ({ ctx, params, body }) => viewDraft(await saveDraft(ctx, params.id, params.competence, body)),
  )

  app.get(
    '/recognitions/:id/outcomes/:competence/marks-draft',
    {
      config: reads('readDraft', { ...assessor, scope: 'read' }),
      schema: {
        summary: 'Read your draft of the marks of one outcome',
        tags: ['Assessment'],
        params: outcomeParams,
        response: { 200: DraftView },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => {
        const outcome = await getOutcome(tx, params.id, params.competence)
        const draft = await findDraft(tx, outcome.id, ctx.actor.memberId!)
        if (!draft) throw notFound('draft-of-yours')
        return viewDraft(draft)
      }),
  )

  app.get(
    '/recognitions/:id/assessments',
    {
      config: reads('listAssessments', { scope: 'read', roles: readers }),
      schema: {
        summary: 'Read the assessments of a recognition',
        description:
          'Those that the caller may see: marks that a second marking or an adjudication may still follow are shown to nobody but their assessor and the adjudicator.',
        tags: ['Assessment'],
        params,
        response: { 200: z.object({ items: z.array(AssessmentView) }).meta({ id: 'AssessmentList' }) },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx, actor) => {
        const { loaded } = await loadCaseFor(tx, actor, params.id, ctx.now())
        const rows = readableOf(loaded, actor)
        return { items: rows.map((row) => viewAssessment(row, standingsOf(row, loaded.outcomes))) }
      }),
  )

  app.get(
    '/recognitions/:id/outcomes/:competence/level-explanation',
    {
      config: reads('explainLevel', { scope: 'read', roles: readers }),
      schema: {
        summary: 'Read why an outcome came out at its level',
        description: "For each assessment that the caller may see, and for the caller's own draft.",
        tags: ['Assessment'],
        params: outcomeParams,
        response: { 200: ExplanationList },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx, actor) => {
        const { loaded } = await loadCaseFor(tx, actor, params.id, ctx.now())
        const outcome = outcomeOf(loaded, params.competence)
        const items: Explained[] = readableOf(loaded, actor)
          .filter((row) => row.outcomeId === outcome.id)
          .map((row) => ({
            assessmentId: row.id,
            round: row.round,
            explanation: explain(outcome.criteria, row.marks, row.judgements),
          }))
        const { memberId } = actor
        const draft = memberId ? await findDraft(tx, outcome.id, memberId) : undefined
        const assignment = assignmentOf(loaded, memberId)
        if (draft && assignment) {
          const explanation = explain(outcome.criteria, draft.marks, draft.judgements)
          items.push({ assessmentId: null, round: assignment.round, explanation })
        }
        return { competence: outcome.competence, items }
      }),
  )
}

function standingsOf(row: Assessment, outcomes: Outcome[]) {
  const criteria = outcomes.find(({ id }) => id === row.outcomeId)?.criteria ?? []
  return standings(countMet(criteria, row.marks, acceptedEvidence(row.judgements)))
}
