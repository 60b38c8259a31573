import { and, eq, exists, isNull, not, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { isBlindTo } from '../../db/blind.ts'
import { certificates, revocationRequests } from '../../db/schema/certification/certificates.ts'
import { corrections } from '../../db/schema/certification/corrections.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { type awaitedStepKinds, awaitedSteps } from '../../db/schema/recognition/awaited-steps.ts'
import { type Given, isWanted, keysetOf, row, select } from './row-store.ts'

/** What waits because of how a case ended is kept from whoever may yet be asked to mark it in an appeal. */
const isOpenTo = ({ memberId }: Given, recognitionId: PgColumn) =>
  not(isBlindTo(memberId, sql`${recognitionId}`))

/** What waits of cases that were certified: an act of recognition, or a certificate after an appeal. */
export function closingSteps(kind: (typeof awaitedStepKinds)[number], given: Given) {
  const { subjectId: id, recognitionId, since } = awaitedSteps
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  return select(row(kind, id, recognitionId, since))
    .from(awaitedSteps)
    .where(
      and(
        eq(awaitedSteps.organisationId, given.organisationId),
        eq(awaitedSteps.kind, kind),
        isWanted(kind, given),
        isOpenTo(given, recognitionId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** Revocations that were asked for, and wait for the second person. */
export function undecidedRevocations(given: Given) {
  const { certificateId: id, requestedAt: since } = revocationRequests
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  return select(row('revocation', id, certificates.recognitionId, since))
    .from(revocationRequests)
    .innerJoin(certificates, eq(certificates.id, id))
    .where(
      and(
        eq(revocationRequests.organisationId, given.organisationId),
        isNull(revocationRequests.outcome),
        isWanted('revocation', given),
        isOpenTo(given, certificates.recognitionId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** Corrections that were proposed, and wait for the second person; not while an appeal, or what is issued after it, comes first. */
export function undecidedCorrections(given: Given) {
  const { certificateId: id, proposedAt: since } = corrections
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const ofCase = certificates.recognitionId
  const isOpen = and(eq(appeals.recognitionId, ofCase), isNull(appeals.closedAt))
  const isOwed = and(
    eq(awaitedSteps.recognitionId, ofCase),
    eq(awaitedSteps.kind, 'certificate-after-appeal'),
  )
  return select(row('correction', id, ofCase, since))
    .from(corrections)
    .innerJoin(certificates, eq(certificates.id, id))
    .where(
      and(
        eq(corrections.organisationId, given.organisationId),
        isNull(corrections.outcome),
        isWanted('correction', given),
        not(exists(select({ id: appeals.id }).from(appeals).where(isOpen))),
        not(exists(select({ id: awaitedSteps.subjectId }).from(awaitedSteps).where(isOwed))),
        isOpenTo(given, ofCase),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}
