import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { read } from '../../../context.ts'
import { reads } from '../../../platform/actions/route-config.ts'
import { MeView, viewMe } from './schemas.ts'
import { getNames } from './store.ts'

export const meRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/me',
    {
      config: reads('readMe', { scope: 'read' }),
      schema: {
        summary: 'Read who you are to the service',
        description:
          'For whom this token acts, what it may do at this moment, and until when it holds. What was taken away since it was made is not in it.',
        tags: ['Registries'],
        response: { 200: MeView },
      },
    },
    async ({ ctx }) =>
      read(ctx, async (tx, actor) => viewMe(await getNames(tx, actor), actor, ctx.admission?.until ?? null)),
  )
}
