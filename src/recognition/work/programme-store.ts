import { and, eq, isNotNull } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { groupMobilities } from '../../db/schema/mobility/group-mobilities.ts'
import { type Given, isWanted, keysetOf, row, select } from './row-store.ts'

/**
 * Groups whose learning programme waits for a signature, those that are sent and those that are hosted; and those of whose
 * companions the host has to say who was there.
 */
export const waitingGroups = (given: Given) => [
  unsignedOn(groupMobilities.organisationId, given),
  unsignedOn(groupMobilities.hostingOrganisationId, given),
  unattestedCompanions(given),
]

function unattestedCompanions(given: Given) {
  const { id, hostingOrganisationId, companionsSince: since } = groupMobilities
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const ofHost = eq(hostingOrganisationId, given.organisationId)
  return select(row('companions', id, null, since))
    .from(groupMobilities)
    .where(and(ofHost, isNotNull(since), isWanted('companions', given), where))
    .orderBy(...orderBy)
    .limit(limit)
}

function unsignedOn(side: PgColumn, given: Given) {
  const { id, unsignedSince: since } = groupMobilities
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  return select(row('programme', id, null, since))
    .from(groupMobilities)
    .where(and(eq(side, given.organisationId), isNotNull(since), isWanted('programme', given), where))
    .orderBy(...orderBy)
    .limit(limit)
}
