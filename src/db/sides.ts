import { eq } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

export const sentOrHosted = ['sent', 'hosted'] as const
export type SentOrHosted = (typeof sentOrHosted)[number]

/** What an organisation sends, or what it hosts. */
export const onSide = (
  table: { organisationId: PgColumn; hostingOrganisationId: PgColumn },
  side: SentOrHosted,
  organisationId: string,
) => eq(side === 'sent' ? table.organisationId : table.hostingOrganisationId, organisationId)
