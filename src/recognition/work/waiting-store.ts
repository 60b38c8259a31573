import { and, asc, eq, exists, gte, inArray, isNotNull, isNull, not, notExists, or, sql } from 'drizzle-orm'
import { alias, type PgColumn, unionAll } from 'drizzle-orm/pg-core'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { recognitionActs } from '../../db/schema/certification/acts.ts'
import { certificates, revocationRequests } from '../../db/schema/certification/certificates.ts'
import { dataRequests } from '../../db/schema/custody/data-requests.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { partnerships } from '../../db/schema/parties/partnerships.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { decisions } from '../../db/schema/recognition/decisions.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { failingAuxiliaries, stuckItems } from './failing-store.ts'
import { unconfirmedGrants, undecidedSettings } from './rights-store.ts'
import { isWanted, type Kinds, type Pending, row } from './row-store.ts'

/** One page of all that waits for an organisation, what waits longest first, in one query. */
export async function listWaiting(
  tx: Tx,
  { organisationId, memberId }: Pick<Actor, 'organisationId' | 'memberId'>,
  keyset: Keyset,
  wanted: Kinds,
): Promise<Pending[]> {
  const { limit } = page(keyset, { id: recognitions.id, updatedAt: recognitions.stageSince })
  const rows = await unionAll(
    casesOf(tx, recognitions.organisationId, organisationId, keyset, wanted),
    casesOf(tx, recognitions.hostingOrganisationId, organisationId, keyset, wanted),
    openAppeals(tx, organisationId, keyset, wanted),
    appealsToMark(tx, organisationId, keyset, wanted),
    uncertifiedAppeals(tx, organisationId, memberId, keyset, wanted),
    unrecognised(tx, organisationId, memberId, keyset, wanted),
    uncased(tx, mobilities.organisationId, mobilities.unsignedSince, organisationId, keyset, wanted),
    uncased(tx, mobilities.hostingOrganisationId, mobilities.unsignedSince, organisationId, keyset, wanted),
    uncased(tx, mobilities.organisationId, mobilities.signedSince, organisationId, keyset, wanted),
    unconfirmed(tx, partnerships.organisationId, organisationId, keyset, wanted),
    unconfirmed(tx, partnerships.partnerId, organisationId, keyset, wanted),
    undecidedRevocations(tx, organisationId, memberId, keyset, wanted),
    unansweredRequests(tx, organisationId, keyset, wanted),
    failingAuxiliaries(tx, organisationId, keyset, wanted),
    stuckItems(tx, organisationId, keyset, wanted),
    unconfirmedGrants(tx, organisationId, keyset, wanted),
    undecidedSettings(tx, organisationId, keyset, wanted),
  )
    .orderBy(asc(sql`waiting_since`), asc(sql`subject_id`))
    .limit(limit)
  return rows.map(({ since, ...row }) => ({ ...row, updatedAt: since }))
}

function casesOf(tx: Tx, side: PgColumn, organisationId: string, keyset: Keyset, { stages }: Kinds) {
  const { where } = page(keyset, { id: recognitions.id, updatedAt: recognitions.stageSince })
  const open = sql`${recognitions.stage} in ('identification', 'documentation', 'assessment', 'validation')`
  return tx
    .select(row('case', recognitions.id, recognitions.id, recognitions.stageSince))
    .from(recognitions)
    .where(and(eq(side, organisationId), open, inArray(recognitions.stage, stages), where))
}

function openAppeals(tx: Tx, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { where } = page(keyset, { id: appeals.id, updatedAt: appeals.submittedAt })
  const open = sql`${appeals.state} in ('submitted', 'in-hearing')`
  return tx
    .select(row('appeal', appeals.id, appeals.recognitionId, appeals.submittedAt))
    .from(appeals)
    .where(and(eq(appeals.organisationId, organisationId), open, isWanted('appeal', wanted), where))
}

/** What the hosting organisation's assessors were asked to mark again. */
function appealsToMark(tx: Tx, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { where } = page(keyset, { id: appeals.id, updatedAt: appeals.markingAskedAt })
  const asked = sql`${appeals.state} = 'in-hearing' and ${appeals.markingAskedOf} in ('hosting', 'either')`
  return tx
    .select(row('appeal', appeals.id, appeals.recognitionId, appeals.markingAskedAt))
    .from(appeals)
    .where(and(eq(appeals.hostingOrganisationId, organisationId), asked, isWanted('appeal', wanted), where))
}

/** What waits because of how a case ended is kept from whoever may yet be asked to mark it in an appeal. */
const isOpenTo = (memberId: string | null, recognitionId: PgColumn) =>
  not(isBlindTo(memberId, sql`${recognitionId}`))

function uncertifiedAppeals(
  tx: Tx,
  organisationId: string,
  memberId: string | null,
  keyset: Keyset,
  wanted: Kinds,
) {
  const { where } = page(keyset, { id: appeals.id, updatedAt: appeals.closedAt })
  const issued = alias(certificates, 'issued')
  const contested = alias(certificates, 'contested')
  const changed = tx.select({ id: decisions.id }).from(decisions).where(eq(decisions.appealId, appeals.id))
  const done = tx
    .select({ id: issued.id })
    .from(issued)
    .where(
      and(
        eq(issued.recognitionId, appeals.recognitionId),
        gte(issued.appealId, appeals.id),
        eq(issued.status, 'issued'),
      ),
    )
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
        isWanted('certificate-after-appeal', wanted),
        isOpenTo(memberId, appeals.recognitionId),
        where,
      ),
    )
}

function unrecognised(
  tx: Tx,
  organisationId: string,
  memberId: string | null,
  keyset: Keyset,
  wanted: Kinds,
) {
  const { where } = page(keyset, { id: certificates.id, updatedAt: certificates.issuedAt })
  const acts = tx
    .select({ id: recognitionActs.id })
    .from(recognitionActs)
    .where(eq(recognitionActs.certificateId, certificates.id))
  const revocationAsked = tx
    .select({ id: revocationRequests.id })
    .from(revocationRequests)
    .where(and(eq(revocationRequests.certificateId, certificates.id), isNull(revocationRequests.outcome)))
  return tx
    .select(row('recognition-act', certificates.id, certificates.recognitionId, certificates.issuedAt))
    .from(certificates)
    .where(
      and(
        eq(certificates.organisationId, organisationId),
        sql`${certificates.status} = 'issued' and ${certificates.revokedAt} is null`,
        notExists(acts),
        notExists(revocationAsked),
        isWanted('recognition-act', wanted),
        isOpenTo(memberId, certificates.recognitionId),
        where,
      ),
    )
}

/**
 * Agreements without a case that wait since a moment which their mobility keeps: to be signed, or, signed by everyone, for
 * their case. One that has a case is an amendment, which blocks the case.
 */
function uncased(
  tx: Tx,
  side: PgColumn,
  since: PgColumn,
  organisationId: string,
  keyset: Keyset,
  wanted: Kinds,
) {
  const { where } = page(keyset, { id: mobilities.id, updatedAt: since })
  const opened = tx
    .select({ id: recognitions.id })
    .from(recognitions)
    .where(eq(recognitions.mobilityId, mobilities.id))
  return tx
    .select(row('agreement', mobilities.id, null, since))
    .from(mobilities)
    .where(
      and(
        eq(side, organisationId),
        isNotNull(since),
        notExists(opened),
        isWanted('agreement', wanted),
        where,
      ),
    )
}

function unconfirmed(tx: Tx, side: PgColumn, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { where } = page(keyset, { id: partnerships.id, updatedAt: partnerships.proposedAt })
  return tx
    .select(row('memorandum', partnerships.id, null, partnerships.proposedAt))
    .from(partnerships)
    .where(
      and(
        eq(side, organisationId),
        isNull(partnerships.confirmedAt),
        isNull(partnerships.endedOn),
        isWanted('memorandum', wanted),
        where,
      ),
    )
}

function undecidedRevocations(
  tx: Tx,
  organisationId: string,
  memberId: string | null,
  keyset: Keyset,
  wanted: Kinds,
) {
  const asked = { id: revocationRequests.certificateId, updatedAt: revocationRequests.requestedAt }
  const { where } = page(keyset, asked)
  return tx
    .select(row('revocation', asked.id, certificates.recognitionId, asked.updatedAt))
    .from(revocationRequests)
    .innerJoin(certificates, eq(certificates.id, revocationRequests.certificateId))
    .where(
      and(
        eq(revocationRequests.organisationId, organisationId),
        isNull(revocationRequests.outcome),
        isWanted('revocation', wanted),
        isOpenTo(memberId, certificates.recognitionId),
        where,
      ),
    )
}

/** What people asked for about their data and were not answered yet. */
export function unansweredRequests(tx: Tx, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { where } = page(keyset, { id: dataRequests.id, updatedAt: dataRequests.waitingSince })
  return tx
    .select(row('data-request', dataRequests.id, null, dataRequests.waitingSince))
    .from(dataRequests)
    .where(
      and(
        eq(dataRequests.organisationId, organisationId),
        isNull(dataRequests.answeredAt),
        isWanted('data-request', wanted),
        where,
      ),
    )
}
