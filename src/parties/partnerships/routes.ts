import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { dayOf } from '../../platform/dates.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { partnershipActions } from './actions.ts'
import { confirmPartnership } from './confirm-partnership.ts'
import { endPartnership } from './end-partnership.ts'
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
      const row = await proposePartnership(ctx, body)
      reply.code(201).header('location', `/v1/partnerships/${row.id}`)
      return wire.viewPartnership(dayOf(ctx.now()))(row)
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
        }),
        response: { 200: syncPageOf(wire.PartnershipView, 'PartnershipPage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) =>
        store.listPartnerships(tx, ctx.actor.organisationId, keyset, query.partnerId),
      )
      return toPage(rows, keyset, wire.viewPartnership(dayOf(ctx.now())))
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
      wire.viewPartnership(dayOf(ctx.now()))(await read(ctx, (tx) => store.getPartnership(tx, params.id))),
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
    async ({ ctx, params }) =>
      wire.viewPartnership(dayOf(ctx.now()))(await confirmPartnership(ctx, params.id)),
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
    async ({ ctx, params, body }) =>
      wire.viewPartnership(dayOf(ctx.now()))(await endPartnership(ctx, params.id, body)),
  )
}
