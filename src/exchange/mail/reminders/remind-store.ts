import { and, between, eq, isNotNull, notExists, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { agreementVersions } from '../../../db/schema/mobility/agreements.ts'
import { mobilities } from '../../../db/schema/mobility/mobilities.ts'
import { organisationSettings } from '../../../db/schema/parties/organisations.ts'
import { informationAcknowledgements } from '../../../db/schema/recognition/identification.ts'
import { declarations, recognitions } from '../../../db/schema/recognition/recognitions.ts'
import type { Message } from '../../outbox/store.ts'

/** Something that a learner, or their guardian, has not done yet: until which day it is to be done. */
export type Undone = Pick<Message, 'template' | 'subjectId'> & {
  personId: string
  hostingOrganisationId: string
  until: string
}

/** From one day to another, both included. */
export type Days = { from: string; to: string }

/** So much of one organisation in one turn. */
export const AT_A_TIME = 500

/** The organisations that have the service tell of itself. */
export async function listTelling(owner: Tx): Promise<string[]> {
  const { organisationId, set } = organisationSettings
  const rows = await owner
    .select({ organisationId })
    .from(organisationSettings)
    .where(sql`${set} ->> 'mail' = 'all'`)
  return rows.map((row) => row.organisationId)
}

/** Mobilities that begin within these days, and whose agreement is not signed by everyone. */
export async function listUnsigned(tx: Tx, organisationId: string, { from, to }: Days): Promise<string[]> {
  const rows = await tx
    .select({ id: mobilities.id })
    .from(mobilities)
    .where(
      and(
        eq(mobilities.organisationId, organisationId),
        isNotNull(mobilities.unsignedSince),
        between(mobilities.startsOn, from, to),
      ),
    )
    .limit(AT_A_TIME)
  return rows.map(({ id }) => id)
}

const ofCase = {
  subjectId: recognitions.id,
  personId: mobilities.learnerId,
  hostingOrganisationId: recognitions.hostingOrganisationId,
}

/** Cases whose learner has not acknowledged the information, and which are to leave identification within these days. */
export async function listUninformed(
  tx: Tx,
  { organisationId, days, zone }: { organisationId: string; days: number; zone: string },
  { from, to }: Days,
): Promise<Undone[]> {
  const until = sql<string>`((${recognitions.stageSince} at time zone ${zone})::date + ${days}::int)`
  const acknowledged = tx
    .select({ id: informationAcknowledgements.recognitionId })
    .from(informationAcknowledgements)
    .where(eq(informationAcknowledgements.recognitionId, recognitions.id))
  const rows = await tx
    .select({ ...ofCase, until: sql<string>`${until}::text` })
    .from(recognitions)
    .innerJoin(mobilities, eq(mobilities.id, recognitions.mobilityId))
    .where(
      and(
        eq(recognitions.organisationId, organisationId),
        eq(recognitions.stage, 'identification'),
        sql`${until} between ${from}::date and ${to}::date`,
        notExists(acknowledged),
      ),
    )
    .limit(AT_A_TIME)
  return rows.map((row) => ({ ...row, template: 'read-information' as const }))
}

/** Cases in documentation without the learner's declaration, and whose time for evidence ends within these days. */
export async function listUndeclared(tx: Tx, organisationId: string, { from, to }: Days): Promise<Undone[]> {
  const until = sql<string>`(${agreementVersions.content} ->> 'evidenceUntil')`
  const declared = tx
    .select({ id: declarations.id })
    .from(declarations)
    .where(and(eq(declarations.recognitionId, recognitions.id), eq(declarations.kind, 'authorship')))
  const rows = await tx
    .select({ ...ofCase, until })
    .from(recognitions)
    .innerJoin(mobilities, eq(mobilities.id, recognitions.mobilityId))
    .innerJoin(agreementVersions, eq(agreementVersions.id, recognitions.agreementVersionId))
    .where(
      and(
        eq(recognitions.organisationId, organisationId),
        eq(recognitions.stage, 'documentation'),
        sql`${until} between ${from}::text and ${to}::text`,
        notExists(declared),
      ),
    )
    .limit(AT_A_TIME)
  return rows.map((row) => ({ ...row, template: 'declare-authorship' as const }))
}
