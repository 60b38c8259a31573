import { z } from 'zod'
import { orderKinds, orderProblems } from '../../db/schema/exchange/standing-orders.ts'
import { type OrderKind, orderedActions } from './order.ts'
import type { Order } from './store.ts'

export const OrderName = z
  .enum(orderKinds)
  .describe(
    '`open-cases`: a case is opened when everyone has signed; `complete-stages`: a case leaves identification, documentation and assessment when nothing is missing; `send-links`: learners and guardians are sent the link to sign, to read the information sheet and to declare authorship when it is due',
  )

export const StandingOrderView = z
  .object({
    order: OrderName,
    state: z
      .enum(['none', 'in-force', 'resting'])
      .describe(
        'none: nobody has given it, or it was ended; resting: whoever gave it may not do it any more, so that nothing is done until it is given anew',
      ),
    actions: z.array(z.string()).max(10).describe('what is done by it, by the keys of GET /v1/actions'),
    givenBy: z
      .uuid()
      .nullable()
      .describe('the member in whose name it is done, and who has to be allowed to'),
    givenAt: z.iso.datetime().nullable().describe('since when it is done'),
    restingSince: z.iso.datetime().nullable(),
    problem: z
      .enum(orderProblems)
      .nullable()
      .describe(
        'why it rests: they may not do it any more, or the client or sign-in that they came by is gone',
      ),
  })
  .meta({ id: 'StandingOrder' })

export const StandingOrders = z
  .object({ items: z.array(StandingOrderView).max(orderKinds.length) })
  .meta({ id: 'StandingOrders' })

const iso = (moment: Date | null) => moment?.toISOString() ?? null

export function viewOrder(order: OrderKind, row: Order | undefined): z.infer<typeof StandingOrderView> {
  const standing = row?.endedAt === null ? row : undefined
  return {
    order,
    state: standing ? (standing.restingSince ? 'resting' : 'in-force') : 'none',
    actions: orderedActions(order).map(({ key }) => key),
    givenBy: standing?.memberId ?? null,
    givenAt: iso(standing?.givenAt ?? null),
    restingSince: iso(standing?.restingSince ?? null),
    problem: standing?.problem ?? null,
  }
}
