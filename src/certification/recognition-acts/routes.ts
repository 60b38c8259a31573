import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { keepReading } from '../../custody/ledger/readings-store.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import { ActView, viewAct } from '../certificates/schemas.ts'
import { getCertificateFor } from '../certificates/store.ts'
import { actActions } from './actions.ts'
import { recordAct } from './record-act.ts'
import { NewAct } from './schemas.ts'
import { listActs } from './store.ts'

const params = z.object({ id: z.uuid() })

export const actRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/certificates/:id/acts',
    {
      config: does(actActions.recordAct),
      schema: {
        summary: 'Record what your organisation recognises on the strength of a certificate',
        description:
          'A record of its own beside the certificate, which stays as it is. A correction is a further act; the newest stands.',
        tags: ['Certificates'],
        params,
        body: NewAct,
        response: { 201: ActView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return viewAct(await recordAct(ctx, params.id, body))
    },
  )

  app.get(
    '/certificates/:id/acts',
    {
      config: reads('listActs', { scope: 'read' }),
      schema: {
        summary: 'List the acts of recognition on a certificate',
        tags: ['Certificates'],
        params,
        response: { 200: z.object({ items: z.array(ActView) }).meta({ id: 'RecognitionActList' }) },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx, actor) => {
        const certificate = await getCertificateFor(tx, actor, params.id)
        assertNotBlind(certificate.isBlind)
        await keepReading(tx, actor, [certificate], ctx.now())
        return { items: (await listActs(tx, params.id)).map(viewAct) }
      }),
  )
}
