import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { grants } from '../../db/schema/parties/grants.ts'
import { organisationSettings } from '../../db/schema/parties/organisations.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { isWanted, type Kinds, row } from './row-store.ts'

/** Rights that wait for a second administrator. */
export function unconfirmedGrants(tx: Tx, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { where, orderBy, limit } = page(keyset, { id: grants.id, updatedAt: grants.proposedAt })
  const isOpen = and(eq(grants.organisationId, organisationId), eq(grants.state, 'proposed'))
  return tx
    .select(row('grant', grants.id, null, grants.proposedAt))
    .from(grants)
    .where(and(isOpen, isWanted('grant', wanted), where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** What an upgrade has set for an organisation, until it decides on it. */
export function undecidedSettings(tx: Tx, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { organisationId: id, updatedAt, undecided } = organisationSettings
  const { where, orderBy, limit } = page(keyset, { id, updatedAt })
  const isOpen = and(eq(id, organisationId), sql`cardinality(${undecided}) > 0`)
  return tx
    .select(row('setting', id, null, updatedAt))
    .from(organisationSettings)
    .where(and(isOpen, isWanted('setting', wanted), where))
    .orderBy(...orderBy)
    .limit(limit)
}
