import { eq } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

export type Side = 'sent' | 'hosted'

/** What an organisation sends, or what it hosts. */
export const onSide = (
  table: { organisationId: PgColumn; hostingOrganisationId: PgColumn },
  side: Side,
  organisationId: string,
) => eq(side === 'sent' ? table.organisationId : table.hostingOrganisationId, organisationId)
