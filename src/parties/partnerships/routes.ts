import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { partnershipActions } from './actions.ts'
import { confirmPartnership } from './confirm-partnership.ts'
import { endPartnership } from './end-partnership.ts'
import { shownTo } from './partnership.ts'
import { proposePartnership } from './propose-partnership.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })

export const partnershipRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/partnerships',
    {
      config: does(partnershipActions.proposeMemorandum),
      schema: {
        summary: 'Propose a memorandum to another organisation',
        description:
          'It is in force once the other has confirmed it. Its terms never change: propose a new one, which replaces it when confirmed.',
        tags: ['Partnerships'],
        body: wire.NewPartnership,
        response: { 201: wire.PartnershipView },
      },
    },
    async ({ ctx, body }, reply) => {
      const proposed = await proposePartnership(ctx, body)
      reply.code(201).header('location', `/v1/partnerships/${proposed.row.id}`)
      return wire.viewPartnership(proposed)
    },
  )

  app.get(
    '/partnerships',
    {
      config: reads('listMemoranda', { scope: 'read' }),
      schema: {
        summary: 'List the memoranda of your organisation',
        tags: ['Partnerships'],
        querystring: z.strictObject({
          ...SyncQuery,
          partnerId: z.uuid().optional().describe('only those with this organisation'),
          jointId: z.uuid().optional().describe('only those of this text that several sign'),
        }),
        response: { 200: syncPageOf(wire.PartnershipView, 'PartnershipPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return read(ctx, async (tx, actor) => {
        const rows = await store.listPartnerships(tx, actor.organisationId, keyset, query)
        return toPage(rows, keyset, (row) => wire.viewPartnership(shownTo(actor, ctx.now(), row)))
      })
    },
  )

  app.get(
    '/partnerships/:id',
    {
      config: reads('readMemorandum', { scope: 'read' }),
      schema: {
        summary: 'Read a memorandum',
        tags: ['Partnerships'],
        params,
        response: { 200: wire.PartnershipView },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx, actor) =>
        wire.viewPartnership(shownTo(actor, ctx.now(), await store.getPartnership(tx, params.id))),
      ),
  )

  app.post(
    '/partnerships/:id/confirmation',
    {
      config: does(partnershipActions.confirmMemorandum),
      schema: {
        summary: 'Confirm a memorandum that was proposed to you',
        tags: ['Partnerships'],
        params,
        response: { 200: wire.PartnershipView },
      },
    },
    async ({ ctx, params }) => wire.viewPartnership(await confirmPartnership(ctx, params.id)),
  )

  app.post(
    '/partnerships/:id/end',
    {
      config: does(partnershipActions.endMemorandum),
      schema: {
        summary: 'End a memorandum, or take back or decline a proposal',
        tags: ['Partnerships'],
        params,
        body: wire.EndOfPartnership,
        response: { 200: wire.PartnershipView },
      },
    },
    async ({ ctx, params, body }) => wire.viewPartnership(await endPartnership(ctx, params.id, body)),
  )
}
