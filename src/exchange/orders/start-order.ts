import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { settingsOf } from '../../parties/organisations/store.ts'
import { does } from '../../platform/actions/route-config.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { assertAccess } from '../../platform/auth/assert-access.ts'
import { readNumbered } from '../events/store.ts'
import { orderActions } from './actions.ts'
import { type OrderKind, orderedActions } from './order.ts'
import { closeOrder, findOrder, type Order, putOrder } from './store.ts'
import { say } from './words.ts'

/**
 * Orders, as whoever asks, what is to be done whenever it is due. Nobody orders what they may not do themselves; whoever
 * gives an order that stands already takes it over.
 */
export function startOrder(ctx: Context, kind: OrderKind): Promise<Order> {
  return act(ctx, orderActions.startOrder, own(ctx), async ({ tx, actor, now }) => {
    for (const action of orderedActions(kind)) {
      const { access } = does(action)
      if (access !== 'public') assertAccess(actor, access)
    }
    const { organisationId, memberId } = actor
    if (kind === 'send-links' && (await settingsOf(tx, organisationId)).mail === 'none')
      throw new Refusal('wrong-state', say('no-mail'))
    const before = await findOrder(tx, organisationId, kind)
    if (before && isSame(before, actor)) return { value: before, unchanged: true }
    const { clientId, credentialId, subjectHash, signedIn = false, scopes } = actor
    const order = await putOrder(tx, organisationId, kind, {
      ...{ memberId: memberId!, clientId: clientId!, credentialId, subjectHash, signedIn },
      scopes: [...scopes],
      givenAt: now,
      position: await readNumbered(tx),
    })
    return { value: order, subjectId: organisationId, details: { order: kind } }
  })
}

const isSame = ({ memberId, clientId, endedAt, restingSince }: Order, actor: Actor): boolean =>
  endedAt === null && restingSince === null && memberId === actor.memberId && clientId === actor.clientId

/** Ends an order: from then on nothing more is done by it. */
export function endOrder(ctx: Context, kind: OrderKind): Promise<Order | undefined> {
  return act(ctx, orderActions.endOrder, own(ctx), async ({ tx, actor, now }) => {
    const { organisationId } = actor
    const ended = await closeOrder(tx, organisationId, kind, now)
    if (!ended) return { value: await findOrder(tx, organisationId, kind), unchanged: true }
    return { value: ended, subjectId: organisationId, details: { order: kind } }
  })
}
