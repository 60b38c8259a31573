import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { certificates } from '../../db/schema/certification/certificates.ts'
import { mobilityStays, stayAttestations } from '../../db/schema/mobility/stays.ts'
import { organisations } from '../../db/schema/parties/organisations.ts'
import { deskActs } from '../../db/schema/recognition/desks.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { rowsOf, together } from '../../db/together.ts'
import { notFound } from '../../errors.ts'
import type { OfParts, Stay, StayAttestation, StayRow, WantedStay } from './stay.ts'
import { staysAmong } from './stay-rows.ts'

/** The rows of the parts of these mobilities, for a statement that reads more beside them. */
export const stayRows = (of: SQL) => {
  const stays = sql`select ${mobilityStays.id} from ${mobilityStays} where ${mobilityStays.mobilityId} in (${of})`
  const hosts = sql`select ${mobilityStays.hostingOrganisationId} from ${mobilityStays} where ${mobilityStays.mobilityId} in (${of})`
  return {
    stays: rowsOf(mobilityStays, sql`${mobilityStays.mobilityId} in (${of})`, mobilityStays.id),
    stayHosts: rowsOf(organisations, sql`${organisations.id} in (${hosts})`, organisations.id),
    stayAttestations: rowsOf(
      stayAttestations,
      sql`${stayAttestations.mobilityId} in (${of})`,
      stayAttestations.id,
    ),
    stayActs: rowsOf(
      deskActs,
      sql`${deskActs.subjectId} in (${stays}) and ${deskActs.confirmedAt} is null`,
      deskActs.id,
    ),
  }
}

/** The parts of a mobility in their order; none where it has one host. */
export async function listStays(tx: Tx, mobilityId: string): Promise<Stay[]> {
  return staysAmong(mobilityId, await together(tx, stayRows(sql`${mobilityId}::uuid`)))
}

/** How the case of a mobility stands, held so that nobody issues a certificate meanwhile; undefined: it has none. */
export async function lockCase(tx: Tx, mobilityId: string): Promise<OfParts['own']> {
  const inForce = sql<string | null>`(select ${certificates.id} from ${certificates}
    where ${eq(certificates.recognitionId, recognitions.id)} and ${inArray(certificates.status, ['intended', 'issued'])}
      and ${certificates.revokedAt} is null limit 1)`
  const [row] = await tx
    .select({ stage: recognitions.stage, certificateId: inForce })
    .from(recognitions)
    .where(eq(recognitions.mobilityId, mobilityId))
    .for('update', { of: recognitions })
  return row
}

/** Holds the parts of a mobility, so that nobody attests one meanwhile, or takes it away. */
export async function lockStays(tx: Tx, mobilityId: string): Promise<void> {
  await tx
    .select({ id: mobilityStays.id })
    .from(mobilityStays)
    .where(eq(mobilityStays.mobilityId, mobilityId))
    .for('update')
}

/** Holds one part of a mobility; refuses where there is none that the acting organisation may hold. */
export async function lockStay(tx: Tx, mobilityId: string, id: string): Promise<StayRow> {
  const [row] = await tx
    .select()
    .from(mobilityStays)
    .where(and(eq(mobilityStays.mobilityId, mobilityId), eq(mobilityStays.id, id)))
    .for('update')
  if (!row) throw notFound('stay')
  return row
}

type OfWhom = Pick<StayRow, 'organisationId' | 'mobilityId' | 'memberId' | 'at'>

/** Writes the parts of a held mobility as they are now: what is new, what changed its place, and without what goes. */
export async function keepStays(
  tx: Tx,
  ofWhom: OfWhom,
  changes: {
    kept: readonly { stay: StayRow; position: number }[]
    added: readonly (WantedStay & { position: number })[]
    gone: readonly StayRow[]
  },
): Promise<void> {
  const { kept, added, gone } = changes
  const ids = gone.map(({ id }) => id)
  if (ids.length > 0) await tx.delete(mobilityStays).where(inArray(mobilityStays.id, ids))
  for (const { stay, position } of kept)
    if (stay.position !== position)
      await tx.update(mobilityStays).set({ position }).where(eq(mobilityStays.id, stay.id))
  if (added.length > 0) await tx.insert(mobilityStays).values(added.map((stay) => ({ ...ofWhom, ...stay })))
}

/** Gives the parts of a mobility's host to the one that hosts it now. */
export async function giveStays(tx: Tx, mobilityId: string, former: string, hostId: string): Promise<void> {
  await tx
    .update(mobilityStays)
    .set({ hostingOrganisationId: hostId })
    .where(and(eq(mobilityStays.mobilityId, mobilityId), eq(mobilityStays.hostingOrganisationId, former)))
}

/** What was said last of a part; undefined: nothing. */
export async function lastStayAttestation(tx: Tx, stayId: string): Promise<StayAttestation | undefined> {
  const [row] = await tx
    .select()
    .from(stayAttestations)
    .where(eq(stayAttestations.stayId, stayId))
    .orderBy(desc(stayAttestations.id))
    .limit(1)
  return row
}

export async function insertStayAttestation(
  tx: Tx,
  values: typeof stayAttestations.$inferInsert,
): Promise<StayAttestation> {
  const [row] = await tx.insert(stayAttestations).values(values).returning()
  return row!
}

/** Which of these organisations there are. */
export async function knownAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const found = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(inArray(organisations.id, [...ids]))
  return new Set(found.map(({ id }) => id))
}
