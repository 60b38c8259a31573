import { and, eq, isNull, not, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { certificates, revocationRequests } from '../../db/schema/certification/certificates.ts'
import { type awaitedStepKinds, awaitedSteps } from '../../db/schema/recognition/awaited-steps.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { isWanted, type Kinds, row } from './row-store.ts'

/** What waits because of how a case ended is kept from whoever may yet be asked to mark it in an appeal. */
const isOpenTo = (memberId: string | null, recognitionId: PgColumn) =>
  not(isBlindTo(memberId, sql`${recognitionId}`))

/** What waits of cases that were certified: an act of recognition, or a certificate after an appeal. */
export function closingSteps(
  tx: Tx,
  kind: (typeof awaitedStepKinds)[number],
  { organisationId, memberId }: Pick<Actor, 'organisationId' | 'memberId'>,
  keyset: Keyset,
  wanted: Kinds,
) {
  const { subjectId, recognitionId, since } = awaitedSteps
  const { where, orderBy, limit } = page(keyset, { id: subjectId, updatedAt: since })
  return tx
    .select(row(kind, subjectId, recognitionId, since))
    .from(awaitedSteps)
    .where(
      and(
        eq(awaitedSteps.organisationId, organisationId),
        eq(awaitedSteps.kind, kind),
        isWanted(kind, wanted),
        isOpenTo(memberId, recognitionId),
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
