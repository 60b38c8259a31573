import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { orderKinds } from '../../db/schema/exchange/standing-orders.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { orderActions } from './actions.ts'
import * as wire from './schemas.ts'
import { endOrder, startOrder } from './start-order.ts'
import { listOrders } from './store.ts'

const params = z.object({ order: wire.OrderName })
const tags = ['Registries']

export const orderRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/settings/orders',
    {
      config: reads('listStandingOrders', { scope: 'read' }),
      schema: {
        summary: 'List what can be ordered once for all, and who has ordered it',
        tags,
        response: { 200: wire.StandingOrders },
      },
    },
    async ({ ctx }) => {
      const rows = await read(ctx, (tx) => listOrders(tx, ctx.actor.organisationId))
      const items = orderKinds.map((kind) =>
        wire.viewOrder(
          kind,
          rows.find((row) => row.kind === kind),
        ),
      )
      return { items }
    },
  )

  app.put(
    '/settings/orders/:order',
    {
      config: does(orderActions.startOrder),
      schema: {
        summary: 'Have something done whenever it is due',
        description:
          'It is done in your name, with the rights that you have then, and written in the ledger as done by your order, with the moment of it. You must be allowed to do it yourself. Nothing can be ordered that judges, decides, issues or revokes. When you may not do it any more, the order rests and stands in the work list until somebody gives it anew.',
        tags,
        params,
        response: { 200: wire.StandingOrderView },
      },
    },
    async ({ ctx, params: { order } }) => wire.viewOrder(order, await startOrder(ctx, order)),
  )

  app.post(
    '/settings/orders/:order/end',
    {
      config: does(orderActions.endOrder),
      schema: {
        summary: 'End what was ordered once for all',
        tags,
        params,
        response: { 200: wire.StandingOrderView },
      },
    },
    async ({ ctx, params: { order } }) => wire.viewOrder(order, await endOrder(ctx, order)),
  )
}
