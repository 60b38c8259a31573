import { eq, exists, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { agreementObjections } from '../../db/schema/mobility/agreement-objections.ts'
import {
  agreementReinstatements,
  agreementSignatures,
  agreementSlips,
  agreementVersions,
  agreementWithdrawals,
} from '../../db/schema/mobility/agreements.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { organisationSettings, organisations } from '../../db/schema/parties/organisations.ts'
import { people } from '../../db/schema/parties/people.ts'
import { frameworksInUse } from '../../db/schema/platform.ts'
import { assessments } from '../../db/schema/recognition/assessments.ts'
import { outcomes, recognitions } from '../../db/schema/recognition/recognitions.ts'
import { rowsOf, together } from '../../db/together.ts'
import { notFound } from '../../errors.ts'
import { type Terms, termsAt } from '../../parties/partnerships/partnership.ts'
import { termsRows } from '../../parties/partnerships/store.ts'
import type { Mobility } from '../mobilities/store.ts'
import { staysAmong } from '../stays/stay-rows.ts'
import { stayRows } from '../stays/store.ts'
import {
  type Agreement,
  type Objection,
  type Slip,
  type VersionWithSignatures,
  versionsWith,
} from './agreement-rows.ts'
import type { OpenCase } from './amendment.ts'
import { rowsBeside } from './versions/version-store.ts'

export type Version = typeof agreementVersions.$inferSelect
export type Signature = typeof agreementSignatures.$inferSelect

export async function insertVersion(tx: Tx, values: typeof agreementVersions.$inferInsert): Promise<Version> {
  const [row] = await tx.insert(agreementVersions).values(values).returning()
  return row!
}

/** The rows of the agreements of mobilities, for `together`; `versionsWith` puts them in order. */
export function agreementRows(mobilityIds: string[]) {
  const learners = sql`select ${mobilities.learnerId} from ${mobilities} where ${inArray(mobilities.id, mobilityIds)}`
  const senders = sql`select ${mobilities.organisationId} from ${mobilities} where ${inArray(mobilities.id, mobilityIds)}`
  const wanted = inArray(agreementVersions.mobilityId, mobilityIds)
  const versionIds = sql`select ${agreementVersions.id} from ${agreementVersions} where ${wanted}`
  return {
    versions: rowsOf(agreementVersions, wanted, agreementVersions.number),
    ...rowsBeside(versionIds),
    learners: rowsOf(people, sql`${people.id} in (${learners})`, people.id),
    settings: rowsOf(
      organisationSettings,
      sql`${organisationSettings.organisationId} in (${senders})`,
      organisationSettings.organisationId,
    ),
  }
}

/** All versions of a mobility's agreement with who signed each, oldest first, in one statement. */
export async function gatherVersions(tx: Tx, mobilityId: string): Promise<VersionWithSignatures[]> {
  return versionsWith(mobilityId, await together(tx, agreementRows([mobilityId])))
}

/** Mobilities with every version of their agreements and who signed each, by mobility, in one statement. */
export async function gatherAgreements(tx: Tx, mobilityIds: string[]): Promise<Map<string, Agreement>> {
  if (mobilityIds.length === 0) return new Map()
  const found = await together(tx, {
    mobilities: rowsOf(mobilities, inArray(mobilities.id, mobilityIds), mobilities.id),
    ...agreementRows(mobilityIds),
  })
  return new Map(
    found.mobilities.map((mobility) => [
      mobility.id,
      { mobility, versions: versionsWith(mobility.id, found) },
    ]),
  )
}

/** One of them; refuses where there is no such mobility. */
export async function loadAgreement(tx: Tx, mobilityId: string): Promise<Agreement> {
  const agreement = (await gatherAgreements(tx, [mobilityId])).get(mobilityId)
  if (!agreement) throw notFound('mobility')
  return agreement
}

/** What whoever signs at a moment has to know: the versions, and what holds between the two organisations then. */
export async function gatherSigning(
  tx: Tx,
  { id, organisationId, hostingOrganisationId }: Mobility,
  now: Date,
): Promise<{ versions: VersionWithSignatures[]; terms: Terms }> {
  const found = await together(tx, {
    ...agreementRows([id]),
    ...termsRows(organisationId, hostingOrganisationId),
  })
  return { versions: versionsWith(id, found), terms: termsAt(now, found) }
}

/** What a version is written from at a moment: those before it, the terms, and whom it is between. */
export async function gatherDrafting(tx: Tx, mobility: Mobility, now: Date) {
  const { id, organisationId, hostingOrganisationId } = mobility
  const found = await together(tx, {
    ...agreementRows([id]),
    ...termsRows(organisationId, hostingOrganisationId),
    organisations: rowsOf(
      organisations,
      inArray(organisations.id, [organisationId, hostingOrganisationId]),
      organisations.id,
    ),
    ...stayRows(sql`${id}::uuid`),
  })
  const named = (wanted: string) => found.organisations.find((organisation) => organisation.id === wanted)!
  return {
    versions: versionsWith(id, found),
    terms: termsAt(now, found),
    sending: named(organisationId),
    hosting: named(hostingOrganisationId),
    learner: found.learners[0]!,
    mobility,
    stays: staysAmong(id, found),
  }
}

/** Holds the mobility of a version until the transaction ends. */
export async function lockMobilityOf(tx: Tx, versionId: string): Promise<Mobility> {
  const [row] = await tx
    .select()
    .from(mobilities)
    .where(
      inArray(
        mobilities.id,
        tx
          .select({ id: agreementVersions.mobilityId })
          .from(agreementVersions)
          .where(eq(agreementVersions.id, versionId)),
      ),
    )
    .for('update')
  if (!row) throw notFound('agreement-version')
  return row
}

export async function insertSlip(tx: Tx, values: typeof agreementSlips.$inferInsert): Promise<Slip> {
  const [row] = await tx.insert(agreementSlips).values(values).returning()
  return row!
}

export async function insertReinstatement(
  tx: Tx,
  values: typeof agreementReinstatements.$inferInsert,
): Promise<void> {
  await tx.insert(agreementReinstatements).values(values)
}

export async function insertObjection(
  tx: Tx,
  values: typeof agreementObjections.$inferInsert,
): Promise<Objection> {
  const [row] = await tx.insert(agreementObjections).values(values).returning()
  return row!
}

export async function insertWithdrawal(
  tx: Tx,
  values: typeof agreementWithdrawals.$inferInsert,
): Promise<void> {
  await tx.insert(agreementWithdrawals).values(values)
}

/**
 * The case of a mobility as an amendment has to know it, held until the transaction ends so that it does not move on
 * meanwhile; null while there is none.
 */
export async function lockCaseOf(tx: Tx, mobilityId: string): Promise<OpenCase | null> {
  const [row] = await tx
    .select({ recognition: recognitions, content: agreementVersions.content })
    .from(recognitions)
    .innerJoin(agreementVersions, eq(agreementVersions.id, recognitions.agreementVersionId))
    .where(eq(recognitions.mobilityId, mobilityId))
    .for('update', { of: recognitions })
  if (!row) return null
  const { id, stage, frameworkId, frameworkHash } = row.recognition
  const judged = exists(
    tx.select({ id: assessments.id }).from(assessments).where(eq(assessments.outcomeId, outcomes.id)),
  )
  const there = await tx
    .select({ competence: outcomes.competence, kind: outcomes.kind, judged: sql<boolean>`${judged}` })
    .from(outcomes)
    .where(eq(outcomes.recognitionId, id))
  return { stage, framework: { id: frameworkId, hash: frameworkHash }, content: row.content, outcomes: there }
}

export async function getVersionById(tx: Tx, id: string): Promise<Version> {
  const [row] = await tx.select().from(agreementVersions).where(eq(agreementVersions.id, id))
  if (!row) throw notFound('agreement-version')
  return row
}

export async function insertSignature(
  tx: Tx,
  values: typeof agreementSignatures.$inferInsert,
): Promise<Signature> {
  const [row] = await tx.insert(agreementSignatures).values(values).returning()
  return row!
}

/** Notes that the files of a framework are in use, so that a changed one is noticed at the next start. */
export async function noteFrameworkUse(
  tx: Tx,
  frameworkId: string,
  fileHashes: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const rows = [...fileHashes].map(([file, hash]) => ({ frameworkId, file, hash, firstUsedAt: now }))
  await tx.insert(frameworksInUse).values(rows).onConflictDoNothing()
}

/** Several versions at once. */
export async function insertVersions(
  tx: Tx,
  values: (typeof agreementVersions.$inferInsert)[],
): Promise<(typeof agreementVersions.$inferSelect)[]> {
  return tx.insert(agreementVersions).values(values).returning()
}

/** Several signatures at once. */
export async function insertSignatures(
  tx: Tx,
  values: (typeof agreementSignatures.$inferInsert)[],
): Promise<void> {
  await tx.insert(agreementSignatures).values(values)
}
