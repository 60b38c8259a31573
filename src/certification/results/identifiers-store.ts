import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { projects } from '../../db/schema/mobility/projects.ts'
import { people } from '../../db/schema/parties/people.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'

/** What the register calls whom a case is about, the mobility and the project, by the id of the case. */
export async function listIdentifiers(tx: Tx, recognitionIds: readonly string[]) {
  const project = and(
    eq(projects.organisationId, mobilities.organisationId),
    eq(projects.code, mobilities.projectCode),
  )
  const rows = await tx
    .select({
      recognitionId: recognitions.id,
      learnerId: people.id,
      learnerExternalId: people.externalId,
      externalId: mobilities.externalId,
      projectId: projects.id,
    })
    .from(recognitions)
    .innerJoin(mobilities, eq(mobilities.id, recognitions.mobilityId))
    .innerJoin(people, eq(people.id, mobilities.learnerId))
    .leftJoin(projects, project)
    .where(inArray(recognitions.id, [...recognitionIds]))
  return new Map(rows.map((row) => [row.recognitionId, row]))
}
