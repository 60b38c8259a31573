import { and, arrayOverlaps, asc, eq, exists, inArray, isNull, notExists, or, sql } from 'drizzle-orm'
import { alias, type PgColumn, unionAll } from 'drizzle-orm/pg-core'
import type { Tx } from '../db/client.ts'
import { page } from '../db/keyset.ts'
import { recognitionActs } from '../db/schema/acts.ts'
import { agreementVersions } from '../db/schema/agreements.ts'
import { appeals } from '../db/schema/appeals.ts'
import { certificates } from '../db/schema/certificates.ts'
import { decisions } from '../db/schema/decisions.ts'
import { members } from '../db/schema/organisations.ts'
import { recognitions } from '../db/schema/recognitions.ts'
import type { Role } from '../platform/auth/access.ts'
import type { Keyset } from '../platform/http/pages.ts'
import type { Stage } from '../recognitions/stage.ts'
import type { Recognition } from '../recognitions/store.ts'

/** Something that waits: a case, an appeal, a certificate due after one, or an act of recognition not recorded. */
export type Waiting = {
  kind: 'case' | 'appeal' | 'certificate-after-appeal' | 'recognition-act'
  id: string
  recognitionId: string
  /** Since when it waits. */
  updatedAt: Date
}

/** Of which sides and stages, and whether anything beside the cases, is to be listed. */
export type Wanted = { stages: Stage[]; appeals: boolean; certificates: boolean }

/** One page of all that waits for an organisation, what waits longest first, in one query. */
export async function listWaiting(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  wanted: Wanted,
): Promise<Waiting[]> {
  const { limit } = page(keyset, { id: recognitions.id, updatedAt: recognitions.stageSince })
  const rows = await unionAll(
    casesOf(tx, recognitions.organisationId, organisationId, keyset, wanted),
    casesOf(tx, recognitions.hostingOrganisationId, organisationId, keyset, wanted),
    openAppeals(tx, organisationId, keyset, wanted),
    uncertifiedAppeals(tx, organisationId, keyset, wanted),
    unrecognised(tx, organisationId, keyset, wanted),
  )
    .orderBy(asc(sql`waiting_since`), asc(sql`subject_id`))
    .limit(limit)
  return rows.map(({ since, ...row }) => ({ ...row, updatedAt: since }))
}

/** A row of the union; the aliases are what it is ordered by. */
function row(kind: Waiting['kind'], id: PgColumn, recognitionId: PgColumn, since: PgColumn) {
  return {
    kind: sql<Waiting['kind']>`${kind}::text`.as('kind'),
    id: sql<string>`${id}`.as('subject_id'),
    recognitionId: sql<string>`${recognitionId}`.as('recognition_id'),
    since: sql`${since}`.mapWith((value: string) => new Date(value)).as('waiting_since'),
  }
}

function casesOf(tx: Tx, side: PgColumn, organisationId: string, keyset: Keyset, { stages }: Wanted) {
  const { where } = page(keyset, { id: recognitions.id, updatedAt: recognitions.stageSince })
  const open = sql`${recognitions.stage} in ('identification', 'documentation', 'assessment', 'validation')`
  return tx
    .select(row('case', recognitions.id, recognitions.id, recognitions.stageSince))
    .from(recognitions)
    .where(and(eq(side, organisationId), open, inArray(recognitions.stage, stages), where))
}

function openAppeals(tx: Tx, organisationId: string, keyset: Keyset, wanted: Wanted) {
  const { where } = page(keyset, { id: appeals.id, updatedAt: appeals.submittedAt })
  const open = sql`${appeals.state} in ('submitted', 'in-hearing')`
  return tx
    .select(row('appeal', appeals.id, appeals.recognitionId, appeals.submittedAt))
    .from(appeals)
    .where(and(eq(appeals.organisationId, organisationId), open, sql`${wanted.appeals}`, where))
}

function uncertifiedAppeals(tx: Tx, organisationId: string, keyset: Keyset, wanted: Wanted) {
  const { where } = page(keyset, { id: appeals.id, updatedAt: appeals.closedAt })
  const issued = alias(certificates, 'issued')
  const contested = alias(certificates, 'contested')
  const changed = tx.select({ id: decisions.id }).from(decisions).where(eq(decisions.appealId, appeals.id))
  const done = tx
    .select({ id: issued.id })
    .from(issued)
    .where(and(eq(issued.appealId, appeals.id), eq(issued.status, 'issued')))
  const standing = tx
    .select({ id: contested.id })
    .from(contested)
    .where(and(eq(contested.id, appeals.certificateId), isNull(contested.revokedAt)))
  return tx
    .select(row('certificate-after-appeal', appeals.id, appeals.recognitionId, appeals.closedAt))
    .from(appeals)
    .where(
      and(
        eq(appeals.organisationId, organisationId),
        eq(appeals.state, 'upheld'),
        exists(changed),
        notExists(done),
        or(isNull(appeals.certificateId), exists(standing)),
        sql`${wanted.certificates}`,
        where,
      ),
    )
}

function unrecognised(tx: Tx, organisationId: string, keyset: Keyset, wanted: Wanted) {
  const { where } = page(keyset, { id: certificates.id, updatedAt: certificates.issuedAt })
  const acts = tx
    .select({ id: recognitionActs.id })
    .from(recognitionActs)
    .where(eq(recognitionActs.certificateId, certificates.id))
  return tx
    .select(row('recognition-act', certificates.id, certificates.recognitionId, certificates.issuedAt))
    .from(certificates)
    .where(
      and(
        eq(certificates.organisationId, organisationId),
        sql`${certificates.status} = 'issued' and ${certificates.revokedAt} is null`,
        notExists(acts),
        sql`${wanted.certificates}`,
        where,
      ),
    )
}

/** The cases with these ids, each with the last agreed day for evidence. */
export async function listCases(
  tx: Tx,
  ids: string[],
): Promise<{ recognition: Recognition; evidenceUntil: string }[]> {
  if (ids.length === 0) return []
  return tx
    .select({
      recognition: recognitions,
      evidenceUntil: sql<string>`${agreementVersions.content} ->> 'evidenceUntil'`,
    })
    .from(recognitions)
    .innerJoin(agreementVersions, eq(agreementVersions.id, recognitions.agreementVersionId))
    .where(inArray(recognitions.id, ids))
}

export type Colleague = { id: string; name: string; roles: Role[] }

/** The organisation's active members who hold any of the roles, at most a thousand. */
export async function listColleagues(tx: Tx, organisationId: string, roles: Role[]): Promise<Colleague[]> {
  if (roles.length === 0) return []
  const rows = await tx
    .select({ id: members.id, name: members.name, roles: members.roles })
    .from(members)
    .where(
      and(
        eq(members.organisationId, organisationId),
        eq(members.active, true),
        arrayOverlaps(members.roles, roles),
      ),
    )
    .orderBy(asc(members.id))
    .limit(1000)
  return rows as Colleague[]
}
