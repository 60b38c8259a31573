import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../../context.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { loadCaseFor } from '../../load-case.ts'
import { readers } from '../access.ts'
import { assessmentActions } from '../actions.ts'
import { assignAssessor, declareConflicts } from './assign-assessor.ts'
import { assignmentsOpenTo } from './assignment.ts'
import {
  AssignmentView,
  AssignmentWithdrawal,
  ConflictDeclarationWire,
  NewAssignment,
  viewAssignment,
} from './schemas.ts'
import { withdrawAssignment } from './withdraw-assignment.ts'

const params = z.object({ id: z.uuid() })

export const assignmentRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/assignments',
    {
      config: does(assessmentActions.assignAssessor),
      schema: {
        summary: 'Assign an assessor to a recognition',
        description: 'Each side assigns its own assessors; one person takes one round of a case.',
        tags: ['Assessment'],
        params,
        body: NewAssignment,
        response: { 201: AssignmentView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return viewAssignment(await assignAssessor(ctx, params.id, body))
    },
  )

  app.get(
    '/recognitions/:id/assignments',
    {
      config: reads('listAssignments', { scope: 'read', roles: readers }),
      schema: {
        summary: 'List who is assigned to assess a recognition',
        description: 'An assessor sees their own assignment.',
        tags: ['Assessment'],
        params,
        response: { 200: z.object({ items: z.array(AssignmentView) }).meta({ id: 'AssignmentList' }) },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx, actor) => {
        const { loaded } = await loadCaseFor(tx, actor, params.id, ctx.now())
        return { items: assignmentsOpenTo(actor, loaded.assignments).map(viewAssignment) }
      }),
  )

  app.post(
    '/recognitions/:id/assignments/:assignmentId/withdrawal',
    {
      config: does(assessmentActions.withdrawAssignment),
      schema: {
        summary: 'Withdraw an assignment made by mistake',
        description:
          'By the side that assigned, with a reason, while the assessor has submitted no marks. Their drafts are discarded; the assignment stays on record.',
        tags: ['Assessment'],
        params: params.extend({ assignmentId: z.uuid() }),
        body: AssignmentWithdrawal,
        response: { 200: AssignmentView },
      },
    },
    async ({ ctx, params, body }) =>
      viewAssignment(await withdrawAssignment(ctx, params.id, params.assignmentId, body.reason)),
  )

  app.post(
    '/recognitions/:id/assignments/:assignmentId/declaration',
    {
      config: does(assessmentActions.declareConflicts),
      schema: {
        summary: 'Declare whether you have a conflict of interest',
        description:
          'Said once, by the one who is assigned. Who trained the learner within the last two years cannot assess.',
        tags: ['Assessment'],
        params: params.extend({ assignmentId: z.uuid() }),
        body: ConflictDeclarationWire,
        response: { 200: AssignmentView },
      },
    },
    async ({ ctx, params, body }) =>
      viewAssignment(await declareConflicts(ctx, params.id, params.assignmentId, body)),
  )
}
