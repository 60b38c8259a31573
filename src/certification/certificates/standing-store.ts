import { and, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { recognitionActs } from '../../db/schema/certification/acts.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { rowsOf, together } from '../../db/together.ts'
import type { Standing } from './certificate.ts'

type Successor = { id: string; supersedes: string }

/** The standing of certificates, in one statement however many there are. */
export async function listStandings(tx: Tx, ids: string[]): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map()
  const open = inArray(appeals.state, ['submitted', 'in-hearing'])
  const newest = sql`${recognitionActs.number} = (select max(later.number) from ${recognitionActs} later
    where later.certificate_id = ${recognitionActs.certificateId})`
  const { contested, successors, acts } = await together(tx, {
    contested: sql<string[]>`(select coalesce(json_agg(${appeals.certificateId}), '[]'::json)
      from ${appeals} where ${inArray(appeals.certificateId, ids)} and ${open})`,
    successors: sql<Successor[]>`(select coalesce(json_agg(json_build_object(
      'id', ${certificates.id}, 'supersedes', ${certificates.supersedes})), '[]'::json)
      from ${certificates} where ${inArray(certificates.supersedes, ids)} and ${certificates.status} = 'issued')`,
    acts: rowsOf(
      recognitionActs,
      and(inArray(recognitionActs.certificateId, ids), newest),
      recognitionActs.certificateId,
    ),
  })
  return new Map(
    ids.map((id) => [
      id,
      {
        underAppeal: contested.includes(id),
        supersededBy: successors.find(({ supersedes }) => supersedes === id)?.id ?? null,
        act: acts.find(({ certificateId }) => certificateId === id) ?? null,
      },
    ]),
  )
}
