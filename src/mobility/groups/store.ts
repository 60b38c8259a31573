import { and, asc, eq, getTableColumns, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import { companionAttestations } from '../../db/schema/certification/companion-attestations.ts'
import { groupMobilities } from '../../db/schema/mobility/group-mobilities.ts'
import {
  learningProgrammeObjections,
  learningProgrammeSignatures,
  learningProgrammes,
} from '../../db/schema/mobility/learning-programmes.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { organisations } from '../../db/schema/parties/organisations.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { isOfProject, type MobilityNames, onSide, type SentOrHosted } from '../../db/sides.ts'
import { rowsOf, together } from '../../db/together.ts'
import { notFound } from '../../errors.ts'
import { type Terms, termsAt } from '../../parties/partnerships/partnership.ts'
import { termsRows } from '../../parties/partnerships/store.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import { versionsWith } from '../agreements/agreement-rows.ts'
import { agreementRows } from '../agreements/store.ts'
import type { Mobility } from '../mobilities/store.ts'
import { staysAmong } from '../stays/stay-rows.ts'
import { stayRows } from '../stays/store.ts'
import type { Group, GroupWithProgrammes, Programme } from './group.ts'

export async function insertGroup(tx: Tx, values: typeof groupMobilities.$inferInsert): Promise<Group> {
  const [row] = await tx.insert(groupMobilities).values(values).returning()
  return row!
}

/** Changes a group that is held. */
export async function updateGroup(tx: Tx, group: Group, changes: Partial<Group>, now: Date): Promise<Group> {
  const [row] = await tx
    .update(groupMobilities)
    .set({ ...changes, version: sql`${groupMobilities.version} + 1`, updatedAt: now })
    .where(eq(groupMobilities.id, group.id))
    .returning()
  return row!
}

/** Notes since when the newest programme of a held group waits for signatures; null: it does not. */
export async function noteProgramme(tx: Tx, id: string, unsignedSince: Date | null): Promise<void> {
  await tx.update(groupMobilities).set({ unsignedSince }).where(eq(groupMobilities.id, id))
}

/** Notes since when the host of a held group has to say who went with it; null: nobody is left. */
export async function noteCompanions(tx: Tx, id: string, companionsSince: Date | null): Promise<void> {
  await tx.update(groupMobilities).set({ companionsSince }).where(eq(groupMobilities.id, id))
}

/** Of whom the host has said that they went with a group. */
export async function listAttestedNames(tx: Tx, groupId: string): Promise<string[]> {
  const rows = await tx
    .select({ name: companionAttestations.name })
    .from(companionAttestations)
    .where(eq(companionAttestations.groupId, groupId))
  return rows.map(({ name }) => name)
}

export async function getGroup(tx: Tx, id: string): Promise<Group> {
  const [row] = await tx.select().from(groupMobilities).where(eq(groupMobilities.id, id))
  if (!row) throw notFound('group-mobility')
  return row
}

/** Holds a group until the transaction ends. */
export async function lockGroup(tx: Tx, id: string): Promise<Group> {
  const [row] = await tx.select().from(groupMobilities).where(eq(groupMobilities.id, id)).for('update')
  if (!row) throw notFound('group-mobility')
  return row
}

/** Groups that the organisation sends, or with `hosted` those it hosts. */
export async function listGroups(
  tx: Tx,
  organisationId: string,
  side: SentOrHosted,
  keyset: Keyset,
  { projectCode, projectId }: Pick<MobilityNames, 'projectCode' | 'projectId'>,
): Promise<(Group & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, groupMobilities)
  return tx
    .select({ ...getTableColumns(groupMobilities), upTo: numberedUpTo(keyset) })
    .from(groupMobilities)
    .where(
      and(
        onSide(groupMobilities, side, organisationId),
        projectCode === undefined ? undefined : eq(groupMobilities.projectCode, projectCode),
        isOfProject(projectId, groupMobilities.projectCode),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** The versions of programmes with who signed each, for `together`; `programmesOf` puts them in order. */
export function programmeRows(wanted: SQL) {
  const ids = sql`select ${learningProgrammes.id} from ${learningProgrammes} where ${wanted}`
  return {
    programmes: rowsOf(learningProgrammes, wanted, learningProgrammes.number),
    signed: rowsOf(
      learningProgrammeSignatures,
      sql`${learningProgrammeSignatures.programmeId} in (${ids})`,
      learningProgrammeSignatures.id,
    ),
    programmeReturns: rowsOf(
      learningProgrammeObjections,
      sql`${learningProgrammeObjections.programmeId} in (${ids})`,
      learningProgrammeObjections.programmeId,
    ),
  }
}

type ProgrammeRows = {
  programmes: Programme['version'][]
  signed: Programme['signatures']
  programmeReturns: NonNullable<Programme['returned']>[]
}

export const programmesOf = ({ programmes, signed, programmeReturns }: ProgrammeRows): Programme[] =>
  programmes.map((version) => ({
    version,
    signatures: signed.filter(({ programmeId }) => programmeId === version.id),
    returned: programmeReturns.find(({ programmeId }) => programmeId === version.id) ?? null,
  }))

/** The versions of a group's programme, oldest first. */
export async function gatherProgrammes(tx: Tx, groupId: string): Promise<Programme[]> {
  return programmesOf(await together(tx, programmeRows(eq(learningProgrammes.groupId, groupId))))
}

/** A group with its programmes. */
export async function loadGroup(tx: Tx, id: string): Promise<GroupWithProgrammes> {
  return { group: await getGroup(tx, id), programmes: await gatherProgrammes(tx, id) }
}

/** What a programme is written and signed by: the versions before it, both organisations, and what holds between them. */
export async function gatherWriting(tx: Tx, group: Group, now: Date) {
  const { id, organisationId, hostingOrganisationId } = group
  const found = await together(tx, {
    ...programmeRows(eq(learningProgrammes.groupId, id)),
    ...termsRows(organisationId, hostingOrganisationId),
    organisations: rowsOf(
      organisations,
      inArray(organisations.id, [organisationId, hostingOrganisationId]),
      organisations.id,
    ),
  })
  const named = (wanted: string) => found.organisations.find((organisation) => organisation.id === wanted)!
  const terms: Terms = termsAt(now, found)
  return {
    programmes: programmesOf(found),
    terms,
    sending: named(organisationId),
    hosting: named(hostingOrganisationId),
  }
}

export async function insertProgramme(
  tx: Tx,
  values: typeof learningProgrammes.$inferInsert,
): Promise<Programme['version']> {
  const [row] = await tx.insert(learningProgrammes).values(values).returning()
  return row!
}

export async function insertProgrammeSignature(
  tx: Tx,
  values: typeof learningProgrammeSignatures.$inferInsert,
): Promise<Programme['signatures'][number]> {
  const [row] = await tx.insert(learningProgrammeSignatures).values(values).returning()
  return row!
}

export async function insertProgrammeReturn(
  tx: Tx,
  values: typeof learningProgrammeObjections.$inferInsert,
): Promise<NonNullable<Programme['returned']>> {
  const [row] = await tx.insert(learningProgrammeObjections).values(values).returning()
  return row!
}

/** One page of the versions of a programme, oldest first, and one more than it holds. */
export async function listProgrammes(
  tx: Tx,
  groupId: string,
  { after, limit }: Keyset,
): Promise<Programme[]> {
  const programmes = await gatherProgrammes(tx, groupId)
  return programmes.filter(({ version }) => !after || version.id > after.id).slice(0, limit + 1)
}

/** The mobilities of a group that take place, held until the transaction ends. */
export async function lockParticipants(tx: Tx, groupId: string): Promise<Mobility[]> {
  return tx
    .select()
    .from(mobilities)
    .where(and(eq(mobilities.groupId, groupId), isNull(mobilities.cancelledAt)))
    .orderBy(asc(mobilities.id))
    .for('update')
}

/** How many mobilities of a group take place. */
export async function countParticipants(tx: Tx, groupId: string): Promise<number> {
  return tx.$count(mobilities, and(eq(mobilities.groupId, groupId), isNull(mobilities.cancelledAt)))
}

/** What the agreements of mobilities are written from: their versions, their learners, and which of them have a case. */
export async function gatherParticipants(tx: Tx, ids: string[]) {
  const found = await together(tx, {
    ...agreementRows(ids),
    cases: rowsOf(recognitions, inArray(recognitions.mobilityId, ids), recognitions.id),
    ...stayRows(
      sql.join(
        ids.map((id) => sql`${id}::uuid`),
        sql`, `,
      ),
    ),
  })
  return {
    staysOf: ({ id }: Mobility) => staysAmong(id, found),
    versionsOf: (mobility: Mobility) => versionsWith(mobility.id, { ...found, mobilities: [mobility] }),
    learnerOf: ({ learnerId }: Mobility) => found.learners.find(({ id }) => id === learnerId)!,
    hasCase: ({ id }: Mobility) => found.cases.some(({ mobilityId }) => mobilityId === id),
  }
}
