import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { mobilityStays } from './schema/mobility/stays.ts'

/** What an organisation sends or hosts, or, as one of several hosts or between them, has a part in. */
export const allSides = ['sent', 'hosted', 'hosted-in-part'] as const
export type AnySide = (typeof allSides)[number]

export const sentOrHosted = ['sent', 'hosted'] as const
export type SentOrHosted = (typeof sentOrHosted)[number]

/** What an organisation sends, or what it hosts. */
export const onSide = (
  table: { organisationId: PgColumn; hostingOrganisationId: PgColumn },
  side: SentOrHosted,
  organisationId: string,
) => eq(side === 'sent' ? table.organisationId : table.hostingOrganisationId, organisationId)

/** The same, or what an organisation has a part in that another one hosts; `mobilityId` leads to it. */
export const onAnySide = (
  table: Parameters<typeof onSide>[0],
  mobilityId: PgColumn,
  side: AnySide,
  organisationId: string,
): SQL | undefined =>
  side === 'hosted-in-part'
    ? and(
        ne(table.hostingOrganisationId, organisationId),
        sql`${mobilityId} in (select ${mobilityStays.mobilityId} from ${mobilityStays}
          where ${eq(mobilityStays.hostingOrganisationId, organisationId)})`,
      )
    : onSide(table, side, organisationId)
