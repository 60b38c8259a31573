import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../context.ts'
import { getRecognition, listOutcomes, type Outcome } from '../recognitions/store.ts'
import { acceptedEvidence, countMet, standings } from './level.ts'
import { recordMarks } from './record-marks.ts'
import { AssessmentView, NewAssessment, viewAssessment } from './schemas.ts'
import { type Assessment, listAssessments } from './store.ts'

const params = z.object({ id: z.uuid() })

export const assessmentRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/marks',
    {
      config: { access: { scope: 'recognise', roles: ['assessor'], person: true } },
      schema: {
        summary: 'Submit the marks of one outcome',
        description:
          'Judge each piece of evidence, mark each criterion. The level is computed, and the answer tells why.',
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

  app.get(
    '/recognitions/:id/assessments',
    {
      config: {
        access: {
          scope: 'read',
          roles: ['coordinator', 'assessor', 'validator', 'issuer', 'auditor', 'admin'],
        },
      },
      schema: {
        summary: 'Read the assessments of a recognition',
        tags: ['Assessment'],
        params,
        response: { 200: z.object({ items: z.array(AssessmentView) }).meta({ id: 'AssessmentList' }) },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => {
        await getRecognition(tx, params.id)
        const outcomes = await listOutcomes(tx, params.id)
        const rows = await listAssessments(tx, params.id)
        return { items: rows.map((row) => viewAssessment(row, explain(row, outcomes))) }
      }),
  )
}

function explain(row: Assessment, outcomes: Outcome[]) {
  const criteria = outcomes.find((one) => one.id === row.outcomeId)?.criteria ?? []
  return standings(countMet(criteria, row.marks, acceptedEvidence(row.judgements)))
}
