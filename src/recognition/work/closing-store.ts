import { and, eq, exists, gte, isNull, not, notExists, or, sql } from 'drizzle-orm'
import { alias, type PgColumn } from 'drizzle-orm/pg-core'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { recognitionActs } from '../../db/schema/certification/acts.ts'
import { certificates, revocationRequests } from '../../db/schema/certification/certificates.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { decisions } from '../../db/schema/recognition/decisions.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { isWanted, type Kinds, row } from './row-store.ts'

/** What waits because of how a case ended is kept from whoever may yet be asked to mark it in an appeal. */
const isOpenTo = (memberId: string | null, recognitionId: PgColumn) =>
  not(isBlindTo(memberId, sql`${recognitionId}`))

/** Appeals that were upheld, and whose certificate was not issued yet. */
export function uncertifiedAppeals(
  tx: Tx,
  organisationId: string,
  memberId: string | null,
  keyset: Keyset,
  wanted: Kinds,
) {
  const { where, orderBy, limit } = page(keyset, { id: appeals.id, updatedAt: appeals.closedAt })
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
    .orderBy(...orderBy)
    .limit(limit)
}

/** Certificates that the sending organisation has not recognised yet. */
export function unrecognised(
  tx: Tx,
  organisationId: string,
  memberId: string | null,
  keyset: Keyset,
  wanted: Kinds,
) {
  const { where, orderBy, limit } = page(keyset, { id: certificates.id, updatedAt: certificates.issuedAt })
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
    .orderBy(...orderBy)
    .limit(limit)
}

/** Revocations that were asked for, and wait for the second person. */
export function undecidedRevocations(
  tx: Tx,
  organisationId: string,
  memberId: string | null,
  keyset: Keyset,
  wanted: Kinds,
) {
  const asked = { id: revocationRequests.certificateId, updatedAt: revocationRequests.requestedAt }
  const { where, orderBy, limit } = page(keyset, asked)
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
    .orderBy(...orderBy)
    .limit(limit)
}
