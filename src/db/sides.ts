import { eq } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

export const sides = ['sent', 'hosted'] as const
export type Side = (typeof sides)[number]

/** What an organisation sends, or what it hosts. */
export const onSide = (
  table: { organisationId: PgColumn; hostingOrganisationId: PgColumn },
  side: Side,
  organisationId: string,
) => eq(side === 'sent' ? table.organisationId : table.hostingOrganisationId, organisationId)
