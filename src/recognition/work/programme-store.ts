import { and, eq, isNotNull } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { groupMobilities } from '../../db/schema/mobility/group-mobilities.ts'
import { type Given, isWanted, keysetOf, row, select } from './row-store.ts'

/** Groups whose learning programme waits for a signature: those that are sent, and those that are hosted. */
export const unsignedProgrammes = (given: Given) =>
  [groupMobilities.organisationId, groupMobilities.hostingOrganisationId].map((side) =>
    unsignedOn(side, given),
  )

function unsignedOn(side: PgColumn, given: Given) {
  const { id, unsignedSince: since } = groupMobilities
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  return select(row('programme', id, null, since))
    .from(groupMobilities)
    .where(and(eq(side, given.organisationId), isNotNull(since), isWanted('programme', given), where))
    .orderBy(...orderBy)
    .limit(limit)
}
