import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { sendDownload } from '../../platform/http/download.ts'
import { chooseSpoken, LanguageQuery } from '../../platform/http/language.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { assertVersion, setVersion } from '../../platform/http/versions.ts'
import { htmlType, wholePage } from '../../platform/pages/whole-page.ts'
import { cohortActions } from './actions.ts'
import { changeCohort } from './change-cohort.ts'
import { progressSvg } from './draw-progress.ts'
import { joinCohort } from './join-cohort.ts'
import { leaveCohort } from './leave-cohort.ts'
import { readBoard, readProgress } from './read-board.ts'
import { registerCohort } from './register-cohort.ts'
import { renderBoard } from './render-board.ts'
import * as wire from './schemas.ts'
import { listCohorts } from './store.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Cohorts']
/** Who sees what waits for others. */
const overseeing = { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] } as const
const inWords = z.strictObject(LanguageQuery)

/** Mobilities that are looked after together, and how far they are. */
export const cohortRoutes: FastifyPluginAsyncZod = async (app) => {
  app.register(cohortChangeRoutes)

  app.get(
    '/cohorts',
    {
      config: reads('listCohorts', overseeing),
      schema: {
        summary: 'List the cohorts of your organisation',
        tags,
        querystring: z.strictObject({
          ...SyncQuery,
          projectId: z.uuid().optional().describe('only those all of which are of this project of yours'),
        }),
        response: { 200: syncPageOf(wire.CohortView, 'CohortPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) => listCohorts(tx, ctx.actor.organisationId, keyset, query.projectId))
      return toPage(rows, keyset, wire.viewCohort)
    },
  )

  app.get(
    '/cohorts/:id',
    {
      config: reads('readCohort', overseeing),
      schema: {
        summary: 'Read the board of a cohort',
        description:
          'Each of its people with the stage they are at, what is missing, with whom, and since when; and how many are at each stage.',
        tags,
        params,
        querystring: wire.BoardQuery,
        response: { 200: wire.BoardView },
      },
    },
    async (request, reply) => {
      const { ctx, params, query } = request
      const language = chooseSpoken(request)
      const board = await readBoard(ctx, params.id, language, readKeyset(query))
      reply.header('content-language', language)
      setVersion(reply, board.cohort.version)
      return wire.viewBoard(board)
    },
  )

  app.get(
    '/cohorts/:id/board.html',
    {
      config: reads('printCohortBoard', overseeing),
      schema: {
        summary: 'Print the board of a cohort',
        description: 'All of its people on a page that loads nothing, for a browser or for paper.',
        tags,
        params,
        querystring: inWords,
        produces: ['text/html'],
        response: { 200: z.any().describe('the page') },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request
      const language = chooseSpoken(request)
      const board = await readBoard(ctx, params.id, language)
      const page = renderBoard(board, language, ctx.now())
      return sendDownload(request, reply, { name: 'board.html', type: htmlType, bytes: wholePage(page) })
    },
  )

  app.get(
    '/cohorts/:id/progress.svg',
    {
      config: reads('drawCohortProgress', overseeing),
      schema: {
        summary: 'Draw how far a cohort is',
        description: 'As one bar (SVG) that is told in words, too.',
        tags,
        params,
        querystring: inWords,
        produces: ['image/svg+xml'],
        response: { 200: z.any().describe('the picture') },
      },
    },
    async (request, reply) => {
      const language = chooseSpoken(request)
      const { cohort, progress } = await readProgress(request.ctx, request.params.id)
      const bytes = progressSvg(cohort.name, progress, language).text
      return sendDownload(request, reply, {
        name: 'progress.svg',
        type: 'image/svg+xml; charset=utf-8',
        bytes,
      })
    },
  )
}

const cohortChangeRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/cohorts',
    {
      config: does(cohortActions.registerCohort),
      schema: {
        summary: 'Name mobilities that you look after together',
        description:
          'A class, all of a project, all at one host: up to 500. With `projectCode` and without `mobilityIds` it is all mobilities of the project that take place, and with `hostingOrganisationId` those at that host.',
        tags,
        body: wire.NewCohort,
        response: { 201: wire.CohortView },
      },
    },
    async ({ ctx, body }, reply) => {
      const cohort = await registerCohort(ctx, body)
      reply.code(201).header('location', `/v1/cohorts/${cohort.id}`)
      return wire.viewCohort(cohort)
    },
  )

  app.patch(
    '/cohorts/:id',
    {
      config: does(cohortActions.changeCohort),
      schema: {
        summary: 'Change what a cohort is called',
        tags,
        params,
        body: wire.ChangedCohort,
        response: { 200: wire.CohortView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const cohort = await changeCohort(request.ctx, request.params.id, check, request.body)
      setVersion(reply, cohort.version)
      return wire.viewCohort(cohort)
    },
  )

  app.post(
    '/cohorts/:id/mobilities',
    {
      config: does(cohortActions.addCohortMobilities),
      schema: {
        summary: 'Put mobilities into a cohort',
        tags,
        params,
        body: wire.NewCohortMobilities,
        response: { 200: wire.JoinedView },
      },
    },
    async ({ ctx, params, body }) => ({ people: await joinCohort(ctx, params.id, body.mobilityIds) }),
  )

  app.post(
    '/cohorts/:id/mobilities/:mobility/departure',
    {
      config: does(cohortActions.withdrawCohortMobility),
      schema: {
        summary: 'Take a mobility out of a cohort, or replace it by another one',
        description: 'The mobility itself stays as it is; where somebody does not go, cancel it.',
        tags,
        params: params.extend({ mobility: z.uuid() }),
        body: wire.CohortDeparture,
        response: { 200: wire.JoinedView },
      },
    },
    async ({ ctx, params, body }) => ({
      people: await leaveCohort(ctx, params.id, params.mobility, body.replacedBy),
    }),
  )
}
