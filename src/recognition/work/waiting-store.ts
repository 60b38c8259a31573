import { and, asc, eq, isNotNull, isNull, notExists, sql } from 'drizzle-orm'
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { dataRequests } from '../../db/schema/custody/data-requests.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { partnerships } from '../../db/schema/parties/partnerships.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { openStages, type Stage } from '../stage.ts'
import { closingSteps, undecidedRevocations } from './closing-store.ts'
import { failingAuxiliaries, stuckItems } from './failing-store.ts'
import { unconfirmedGrants, undecidedSettings } from './rights-store.ts'
import { isWanted, type Kinds, type Pending, row } from './row-store.ts'

/** One page of all that waits for an organisation, what waits longest first, in one query. */
export async function listWaiting(
  tx: Tx,
  reader: Pick<Actor, 'organisationId' | 'memberId'>,
  keyset: Keyset,
  wanted: Kinds,
): Promise<Pending[]> {
  const { organisationId, memberId } = reader
  const { limit } = page(keyset, { id: recognitions.id, updatedAt: recognitions.stageSince })
  const cases = (side: PgColumn) =>
    openStages.map((stage) => casesIn(tx, stage, side, organisationId, keyset, wanted))
  // Each is cut and ordered by itself, so that each is read in the order of an index and no further than the page.
  const rows = await unionAll(
    openAppeals(tx, organisationId, keyset, wanted),
    appealsToMark(tx, organisationId, keyset, wanted),
    ...cases(recognitions.organisationId),
    ...cases(recognitions.hostingOrganisationId),
    closingSteps(tx, 'certificate-after-appeal', reader, keyset, wanted),
    closingSteps(tx, 'recognition-act', reader, keyset, wanted),
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

function casesIn(
  tx: Tx,
  stage: Stage,
  side: PgColumn,
  organisationId: string,
  keyset: Keyset,
  { stages }: Kinds,
) {
  const { where, orderBy, limit } = page(keyset, { id: recognitions.id, updatedAt: recognitions.stageSince })
  const open = sql`${recognitions.stage} in ('identification', 'documentation', 'assessment', 'validation')`
  return tx
    .select(row('case', recognitions.id, recognitions.id, recognitions.stageSince))
    .from(recognitions)
    .where(
      and(
        eq(side, organisationId),
        open,
        eq(recognitions.stage, stage),
        sql`${stages.includes(stage)}`,
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

function openAppeals(tx: Tx, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { where, orderBy, limit } = page(keyset, { id: appeals.id, updatedAt: appeals.submittedAt })
  const open = sql`${appeals.state} in ('submitted', 'in-hearing')`
  return tx
    .select(row('appeal', appeals.id, appeals.recognitionId, appeals.submittedAt))
    .from(appeals)
    .where(and(eq(appeals.organisationId, organisationId), open, isWanted('appeal', wanted), where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** What the hosting organisation's assessors were asked to mark again. */
function appealsToMark(tx: Tx, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { where, orderBy, limit } = page(keyset, { id: appeals.id, updatedAt: appeals.markingAskedAt })
  const asked = sql`${appeals.state} = 'in-hearing' and ${appeals.markingAskedOf} in ('hosting', 'either')`
  return tx
    .select(row('appeal', appeals.id, appeals.recognitionId, appeals.markingAskedAt))
    .from(appeals)
    .where(and(eq(appeals.hostingOrganisationId, organisationId), asked, isWanted('appeal', wanted), where))
    .orderBy(...orderBy)
    .limit(limit)
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
  const { where, orderBy, limit } = page(keyset, { id: mobilities.id, updatedAt: since })
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
    .orderBy(...orderBy)
    .limit(limit)
}

function unconfirmed(tx: Tx, side: PgColumn, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { where, orderBy, limit } = page(keyset, { id: partnerships.id, updatedAt: partnerships.proposedAt })
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
    .orderBy(...orderBy)
    .limit(limit)
}

/** What people asked for about their data and were not answered yet. */
export function unansweredRequests(tx: Tx, organisationId: string, keyset: Keyset, wanted: Kinds) {
  const { where, orderBy, limit } = page(keyset, {
    id: dataRequests.id,
    updatedAt: dataRequests.waitingSince,
  })
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
    .orderBy(...orderBy)
    .limit(limit)
}
