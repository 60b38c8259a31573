import { and, eq, sql } from 'drizzle-orm'
import { standingOrders } from '../../db/schema/exchange/standing-orders.ts'
import { webhooks } from '../../db/schema/exchange/webhooks.ts'
import { grants } from '../../db/schema/parties/grants.ts'
import { organisationSettings } from '../../db/schema/parties/organisations.ts'
import { personMerges } from '../../db/schema/parties/person-merges.ts'
import { type Given, isWanted, keysetOf, row, select } from './row-store.ts'

/** Rights that wait for a second administrator. */
function unconfirmedGrants(given: Given) {
  const { id, proposedAt: since } = grants
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const isOpen = and(eq(grants.organisationId, given.organisationId), eq(grants.state, 'proposed'))
  return select(row('grant', id, null, since))
    .from(grants)
    .where(and(isOpen, isWanted('grant', given), where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** That two records are of one person, which another member is to confirm; under the record that is kept. */
function unconfirmedMerges(given: Given) {
  const { keptId: id, proposedAt: since } = personMerges
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const isOpen = and(
    eq(personMerges.organisationId, given.organisationId),
    sql`${personMerges.outcome} is null`,
  )
  return select(row('merge', id, null, since))
    .from(personMerges)
    .where(and(isOpen, isWanted('merge', given), where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** What an upgrade has set for an organisation, until it decides on it. */
function undecidedSettings(given: Given) {
  const { organisationId: id, updatedAt: since, undecided } = organisationSettings
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const isOpen = and(eq(id, given.organisationId), sql`cardinality(${undecided}) > 0`)
  return select(row('setting', id, null, since))
    .from(organisationSettings)
    .where(and(isOpen, isWanted('setting', given), where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** Webhooks that the service has disabled, until they are active again or ended. */
function disabledWebhooks(given: Given) {
  const { id, disabledAt: since } = webhooks
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const isOpen = and(
    eq(webhooks.organisationId, given.organisationId),
    sql`${webhooks.state} = 'disabled'`,
    sql`${webhooks.problem} is distinct from 'by-you'`,
  )
  return select(row('webhook', id, null, since))
    .from(webhooks)
    .where(and(isOpen, isWanted('webhook', given), where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** What was ordered and is not done any more, as whoever ordered it may not. */
function restingOrders(given: Given) {
  const { id, restingSince: since } = standingOrders
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const isOpen = and(
    eq(standingOrders.organisationId, given.organisationId),
    sql`${since} is not null`,
    sql`${standingOrders.endedAt} is null`,
  )
  return select(row('order', id, null, since))
    .from(standingOrders)
    .where(and(isOpen, isWanted('order', given), where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** What an organisation's administrators, or a second person, are waited for. */
export const unsettled = (given: Given) => [
  unconfirmedMerges(given),
  unconfirmedGrants(given),
  undecidedSettings(given),
  disabledWebhooks(given),
  restingOrders(given),
]
