import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../../context.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { getPerson } from '../store.ts'
import { mergeActions } from './actions.ts'
import { confirmMerge, dismissMerge, proposeMerge } from './merge-people.ts'
import { MergeView, NewMerge, viewMerge } from './schemas.ts'
import { listMerges } from './store.ts'

const params = z.object({ id: z.uuid() })
const ofMerge = z.object({ id: z.uuid(), merge: z.uuid() })

export const mergeRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/people/:id/merge',
    {
      config: does(mergeActions.proposeMerge),
      schema: {
        summary: 'Propose to merge another record of the same person into this one',
        description:
          'Nothing moves until another member confirms it. Where the birth dates differ, say which one is right.',
        tags: ['Registries'],
        params,
        body: NewMerge,
        response: { 201: MergeView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return viewMerge(await proposeMerge(ctx, params.id, body))
    },
  )

  app.get(
    '/people/:id/merge',
    {
      config: reads('readMerges', { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] }),
      schema: {
        summary: 'Read which records were said to be of the same person as this one',
        tags: ['Registries'],
        params,
        response: { 200: z.object({ items: z.array(MergeView).max(200) }).meta({ id: 'PersonMerges' }) },
      },
    },
    async ({ ctx, params }) => {
      const rows = await read(ctx, async (tx) => {
        await getPerson(tx, params.id)
        return listMerges(tx, params.id)
      })
      return { items: rows.map(viewMerge) }
    },
  )

  app.post(
    '/people/:id/merge/:merge/confirmation',
    {
      config: does(mergeActions.confirmMerge),
      schema: {
        summary: 'Confirm that two records are of one person, as another member',
        description:
          'All that leads to the other record leads to this one from then on; what this one lacks of contact data it takes from it. What was signed keeps the names under which it was signed.',
        tags: ['Registries'],
        params: ofMerge,
        response: { 200: MergeView },
      },
    },
    async ({ ctx, params }) => viewMerge(await confirmMerge(ctx, params.id, params.merge)),
  )

  app.post(
    '/people/:id/merge/:merge/dismissal',
    {
      config: does(mergeActions.dismissMerge),
      schema: {
        summary: 'Dismiss a proposal to merge two records',
        tags: ['Registries'],
        params: ofMerge,
        response: { 200: MergeView },
      },
    },
    async ({ ctx, params }) => viewMerge(await dismissMerge(ctx, params.id, params.merge)),
  )
}
