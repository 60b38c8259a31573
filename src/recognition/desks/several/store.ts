import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { mobilityStays } from '../../../db/schema/mobility/stays.ts'
import { members } from '../../../db/schema/parties/organisations.ts'
import { assignments } from '../../../db/schema/recognition/assignments.ts'
import { evidence } from '../../../db/schema/recognition/recognitions.ts'
import type { Actor } from '../../../platform/auth/access.ts'

/** What was brought in these cases: of which case, and as what. */
export async function titlesOf(tx: Tx, recognitionIds: readonly string[]) {
  if (recognitionIds.length === 0) return []
  return tx
    .select({ recognitionId: evidence.recognitionId, id: evidence.id, title: evidence.title })
    .from(evidence)
    .where(inArray(evidence.recognitionId, [...recognitionIds]))
    .orderBy(asc(evidence.id))
}

/** Parts of mobilities with their days, what begins first. */
export async function plannedDays(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return []
  const { id, mobilityId, startsOn, endsOn } = mobilityStays
  return tx
    .select({ id, mobilityId, startsOn, endsOn })
    .from(mobilityStays)
    .where(inArray(id, [...ids]))
    .orderBy(asc(startsOn), asc(id))
}

/** To which cases somebody is assigned, and has not said yet whether there is a conflict of interest. */
export async function listUndeclaredOf(tx: Tx, { memberId }: Actor) {
  return tx
    .select({ id: assignments.id, recognitionId: assignments.recognitionId })
    .from(assignments)
    .where(and(eq(assignments.memberId, memberId!), eq(assignments.state, 'assigned')))
    .orderBy(asc(assignments.id))
}

/** Who of an organisation may be assigned to assess. */
export async function listAssessors(tx: Tx, { organisationId }: Actor) {
  const found = await tx
    .select({ id: members.id, name: members.name, roles: members.roles })
    .from(members)
    .where(and(eq(members.organisationId, organisationId), eq(members.active, true)))
    .orderBy(asc(members.name))
  return found.filter(({ roles }) => roles.includes('assessor'))
}
