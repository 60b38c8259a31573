import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { recognitionActs } from '../../db/schema/certification/acts.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'

export type Act = typeof recognitionActs.$inferSelect

/** What is known of a certificate beside what it says itself. */
export type Standing = { underAppeal: boolean; supersededBy: string | null; act: Act | null }

export const nothingBeside: Standing = { underAppeal: false, supersededBy: null, act: null }

/** The standing of certificates, in three queries however many there are. */
export async function listStandings(tx: Tx, ids: string[]): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map()
  const contested = await tx
    .select({ id: appeals.certificateId })
    .from(appeals)
    .where(and(inArray(appeals.certificateId, ids), inArray(appeals.state, ['submitted', 'in-hearing'])))
  const successors = await tx
    .select({ id: certificates.id, supersedes: certificates.supersedes })
    .from(certificates)
    .where(and(inArray(certificates.supersedes, ids), eq(certificates.status, 'issued')))
  const acts = await tx
    .selectDistinctOn([recognitionActs.certificateId])
    .from(recognitionActs)
    .where(inArray(recognitionActs.certificateId, ids))
    .orderBy(recognitionActs.certificateId, desc(recognitionActs.number))
  return new Map(
    ids.map((id) => [
      id,
      {
        underAppeal: contested.some((one) => one.id === id),
        supersededBy: successors.find((one) => one.supersedes === id)?.id ?? null,
        act: acts.find((one) => one.certificateId === id) ?? null,
      },
    ]),
  )
}
