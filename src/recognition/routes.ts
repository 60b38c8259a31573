import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../context.ts'
import { keepReading } from '../custody/ledger/readings-store.ts'
import { stages } from '../db/schema/recognition/recognitions.ts'
import { allSides } from '../db/sides.ts'
import { MobilityQuery } from '../mobility/mobilities/schemas.ts'
import { does, reads } from '../platform/actions/route-config.ts'
import { chooseSpoken, LanguageQuery } from '../platform/http/language.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../platform/http/pages.ts'
import { openingActions, recognitionActions } from './actions.ts'
import { adoptAgreement } from './adopt-agreement.ts'
import { advanceRecognition } from './advance-recognition.ts'
import { reinstateRecognition } from './cancellation/reinstate-recognition.ts'
import type { CaseFor } from './case.ts'
import { cohortRoutes } from './cohorts/routes.ts'
import { loadCaseFor } from './load-case.ts'
import { openRecognition } from './open-recognition.ts'
import { moves, offeredAction } from './recognition.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'
import { toJudgeRoutes } from './to-judge/routes.ts'

const params = z.object({ id: z.uuid() })
const lang = LanguageQuery.lang.describe('language of the sentences; Accept-Language when left out')

/** The case as its caller sees it, with what is missing and what they may do. */
function present(
  request: FastifyRequest,
  reply: FastifyReply,
  { loaded, actor, isBlind = false }: CaseFor & { isBlind?: boolean },
) {
  const language = chooseSpoken(request)
  reply.header('content-language', language)
  return wire.viewRecognition(loaded, actor, isBlind, language)
}

export const recognitionRoutes: FastifyPluginAsyncZod = async (app) => {
  app.register(cohortRoutes)
  app.register(toJudgeRoutes)

  app.post(
    '/recognitions',
    {
      config: does(openingActions.openRecognition),
      schema: {
        summary: 'Open the recognition of a mobility',
        description: 'Its learning agreement must be signed by everyone. A mobility has one case.',
        tags: ['Recognition'],
        body: wire.NewRecognition,
        response: { 201: wire.RecognitionView },
      },
    },
    async (request, reply) => {
      const opened = await openRecognition(request.ctx, request.body.mobilityId)
      reply.code(201).header('location', `/v1/recognitions/${opened.loaded.recognition.id}`)
      return present(request, reply, opened)
    },
  )

  app.get(
    '/recognitions',
    {
      config: reads('listRecognitions', { scope: 'read' }),
      schema: {
        summary: 'List recognitions',
        tags: ['Recognition'],
        querystring: z.strictObject({
          ...SyncQuery,
          side: z.enum(allSides).default('sent'),
          stage: z.enum(stages).optional(),
          mobilityId: z.uuid().optional(),
          ...MobilityQuery,
        }),
        response: { 200: syncPageOf(wire.RecognitionSummary, 'RecognitionPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) => store.listRecognitions(tx, ctx.actor, query.side, keyset, query))
      return toPage(rows, keyset, (row) => wire.viewSummary(row, row.isBlind))
    },
  )

  app.get(
    '/recognitions/:id',
    {
      config: reads('readRecognition', { scope: 'read' }),
      schema: {
        summary: 'Read a recognition: its stage, what is missing, and what you may do',
        tags: ['Recognition'],
        params,
        querystring: z.strictObject({ lang }),
        response: { 200: wire.RecognitionView },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request
      const found = await read(ctx, async (tx, actor) => ({
        ...(await loadCaseFor(tx, actor, params.id, ctx.now())),
        actor,
      }))
      return present(request, reply, found)
    },
  )

  app.post(
    '/recognitions/:id/transitions',
    {
      config: does(...moves.map(offeredAction)),
      schema: {
        summary: 'Move a recognition to its next stage, or end it',
        description: '`reinstate` takes `withdraw` back within its day: the case stands where it stood.',
        tags: ['Recognition'],
        params,
        body: wire.NewTransition,
        response: { 200: wire.RecognitionView },
      },
    },
    async (request, reply) => {
      const { action, reason } = request.body
      const { ctx, params } = request
      const moved =
        action === 'reinstate'
          ? reinstateRecognition(ctx, params.id)
          : advanceRecognition(ctx, params.id, action, reason ?? null)
      return present(request, reply, await moved)
    },
  )

  app.post(
    '/recognitions/:id/agreement',
    {
      config: does(recognitionActions.adoptAgreement),
      schema: {
        summary: 'Let an open recognition follow the amended agreement',
        description:
          'The newest version, signed by everyone. Outcomes not yet judged are judged by it; what is judged keeps the version it was judged under.',
        tags: ['Recognition'],
        params,
        response: { 200: wire.RecognitionView },
      },
    },
    async (request, reply) => present(request, reply, await adoptAgreement(request.ctx, request.params.id)),
  )

  app.get(
    '/recognitions/:id/transitions',
    {
      config: reads('listTransitions', { scope: 'read' }),
      schema: {
        summary: 'Read the moves of a recognition so far',
        description: 'An assessor who may yet be asked to mark it in an appeal does not read how it ended.',
        tags: ['Recognition'],
        params,
        response: { 200: z.object({ items: z.array(wire.TransitionView) }).meta({ id: 'TransitionList' }) },
      },
    },
    async ({ ctx, params }) => {
      const rows = await read(ctx, async (tx, actor) => {
        const { isBlind, ...recognition } = await store.getRecognitionFor(tx, actor, params.id)
        await keepReading(tx, actor, [store.caseOf(recognition)], ctx.now())
        const moves = await store.listTransitions(tx, params.id)
        return isBlind ? moves.filter(({ from }) => from !== 'validation') : moves
      })
      return { items: rows.map(wire.viewTransition) }
    },
  )
}
