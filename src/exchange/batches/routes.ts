import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import type { DescribedRoute } from '../../platform/http/api-document.ts'
import { sendDownload } from '../../platform/http/download.ts'
import { chooseSpoken } from '../../platform/http/language.ts'
import { pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { LARGE_BODY } from '../../platform/json/take-json.ts'
import { openLines } from '../progress/follow.ts'
import { batchActions } from './actions.ts'
import { cancelBatch } from './cancel-batch.ts'
import { followProgress } from './follow-progress.ts'
import * as wire from './schemas.ts'
import { startBatch } from './start-batch.ts'
import { allItems, getBatch, listBatches, listItems } from './store.ts'
import { say } from './words.ts'
import { writeResult } from './write-result.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Batches']
const readsBatch = (operation: string) => reads(operation, { scope: 'read' })

export const batchRoutes: FastifyPluginAsyncZod = async (app) => {
  const openLine = openLines(app, say('too-many-followers'))

  app.post(
    '/batches',
    {
      bodyLimit: LARGE_BODY,
      config: does(batchActions.startBatch),
      schema: {
        summary: 'Ask for one action on many things at once',
        description:
          'Each item is done as the very request that it stands for, by its own route, once, in a transaction of its own, and with the rights that you have then. It is checked whole before anything is kept. None waits for another one to succeed. Instead of `items`, `cohortId` asks the same of all of a cohort.',
        tags,
        body: z.union([wire.NewBatch, wire.NewCohortBatch]),
        response: { 202: wire.BatchView },
      },
    },
    async (request, reply) => {
      const { ctx, body, server } = request
      const routes = server.getDecorator<DescribedRoute[]>('describedRoutes')
      const batch = await startBatch(ctx, routes, body, chooseSpoken(request))
      reply.code(202).header('location', `/v1/batches/${batch.id}`)
      return wire.viewBatch(batch)
    },
  )

  app.get(
    '/batches',
    {
      config: readsBatch('listBatches'),
      schema: {
        summary: 'List your batches',
        description: 'Those that were asked for as whom you ask; kept for 30 days after they are finished.',
        tags,
        querystring: wire.BatchQuery,
        response: { 200: pageOf(wire.BatchView, 'BatchPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return toPage(await read(ctx, (tx) => listBatches(tx, ctx.actor, keyset)), keyset, wire.viewBatch)
    },
  )

  app.get(
    '/batches/:id',
    {
      config: readsBatch('readBatch'),
      schema: {
        summary: 'Read how far a batch is',
        tags,
        params,
        response: { 200: wire.BatchView },
      },
    },
    async ({ ctx, params }) => wire.viewBatch(await read(ctx, (tx) => getBatch(tx, ctx.actor, params.id))),
  )

  app.get(
    '/batches/:id/items',
    {
      config: readsBatch('listBatchItems'),
      schema: {
        summary: 'List what became of the items of a batch',
        tags,
        params,
        querystring: wire.ItemQuery,
        response: { 200: pageOf(wire.BatchItemView, 'BatchItemPage') },
      },
    },
    async ({ ctx, params, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, async (tx) => {
        const { id } = await getBatch(tx, ctx.actor, params.id)
        return listItems(tx, id, keyset, query.state)
      })
      return toPage(rows, keyset, wire.viewItem)
    },
  )

  const itemsOf = (ctx: Parameters<typeof read>[0], id: string) =>
    read(ctx, async (tx) => allItems(tx, (await getBatch(tx, ctx.actor, id)).id))

  app.get(
    '/batches/:id/result.json',
    {
      config: readsBatch('readBatchResult'),
      schema: {
        summary: 'Read what became of every item of a batch',
        description: 'In the order in which they were sent; those that wait, too.',
        tags,
        params,
        response: { 200: wire.BatchResult },
      },
    },
    async ({ ctx, params }) => ({ items: (await itemsOf(ctx, params.id)).map(wire.viewItem) }),
  )

  app.get(
    '/batches/:id/result.csv',
    {
      config: readsBatch('downloadBatchResult'),
      schema: {
        summary: 'Download what became of every item of a batch, as a table',
        tags,
        params,
        produces: ['text/csv'],
        response: { 200: z.any().describe('the table') },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const bytes = writeResult(await itemsOf(request.ctx, id))
      return sendDownload(request, reply, { name: `batch-${id}.csv`, type: 'text/csv; charset=utf-8', bytes })
    },
  )

  app.get(
    '/batches/:id/progress',
    {
      config: readsBatch('followBatch'),
      schema: {
        summary: 'Follow a batch, as server-sent events',
        description:
          '`item` for each that comes to an end, as the list of items has it, with the counts; then `end`. Send `Last-Event-ID` to go on where you were. The line is closed after ten minutes: come again.',
        tags,
        params,
        headers: z.object({
          'last-event-id': z.coerce
            .number()
            .int()
            .min(0)
            .max(2 ** 31 - 1)
            .default(0)
            .describe('`id` of the last event that you have'),
        }),
        produces: ['text/event-stream'],
        response: { 200: z.any().describe('the events') },
      },
    },
    async (request, reply) => {
      const { ctx, params, headers } = request
      return openLine(reply, (signal) => followProgress(ctx, params.id, headers['last-event-id'], signal))
    },
  )

  app.post(
    '/batches/:id/cancellation',
    {
      config: does(batchActions.cancelBatch),
      schema: {
        summary: 'Cancel what has not begun of a batch',
        tags,
        params,
        response: { 200: wire.BatchView },
      },
    },
    async ({ ctx, params }) => wire.viewBatch(await cancelBatch(ctx, params.id)),
  )
}
