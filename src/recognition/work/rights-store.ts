import { and, eq, sql } from 'drizzle-orm'
import { grants } from '../../db/schema/parties/grants.ts'
import { organisationSettings } from '../../db/schema/parties/organisations.ts'
import { personMerges } from '../../db/schema/parties/person-merges.ts'
import { type Given, isWanted, keysetOf, row, select } from './row-store.ts'

/** Rights that wait for a second administrator. */
export function unconfirmedGrants(given: Given) {
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
export function unconfirmedMerges(given: Given) {
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
export function undecidedSettings(given: Given) {
  const { organisationId: id, updatedAt: since, undecided } = organisationSettings
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const isOpen = and(eq(id, given.organisationId), sql`cardinality(${undecided}) > 0`)
  return select(row('setting', id, null, since))
    .from(organisationSettings)
    .where(and(isOpen, isWanted('setting', given), where))
    .orderBy(...orderBy)
    .limit(limit)
}
