import { and, asc, eq, isNotNull, isNull, ne, notExists, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { mobilityStays, stayAttestations } from '../../db/schema/mobility/stays.ts'
import { partnerships } from '../../db/schema/parties/partnerships.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { writtenOnce } from '../../db/written-once.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { openStages, type Stage } from '../stage.ts'
import { closingSteps, undecidedCorrections, undecidedRevocations } from './closing-store.ts'
import { failingAuxiliaries, stuckItems } from './failing-store.ts'
import { waitingGroups } from './programme-store.ts'
import {
  endedAddresses,
  returnedMessages,
  unansweredQuestions,
  unansweredRequests,
} from './reaching-store.ts'
import { unsettled } from './rights-store.ts'
import {
  type Given,
  givenNames,
  isWanted,
  type Kinds,
  keysetOf,
  ofRow,
  type Pending,
  row,
  select,
  valuesOf,
} from './row-store.ts'

/** One page of all that waits for an organisation, what waits longest first, in one query. */
export async function listWaiting(
  tx: Tx,
  reader: Pick<Actor, 'organisationId' | 'memberId'>,
  keyset: Keyset,
  wanted: Kinds,
): Promise<Pending[]> {
  const values = valuesOf(reader, keyset, wanted)
  const failing = allOf([failingAuxiliaries(reader, keyset, wanted), stuckItems(reader, keyset, wanted)])
  const rows = await tx
    .select(ofRow)
    .from(sql`(${waiting(values)} union all ${failing}) as waiting`)
    .orderBy(asc(ofRow.since), asc(ofRow.id))
    .limit(keyset.limit + 1)
  return rows.map(({ since, ...row }) => ({ ...row, updatedAt: since }))
}

/** All that does not depend on the time of day; each is cut and ordered by itself, and read in the order of an index. */
const waiting = writtenOnce(givenNames, (given) =>
  allOf([
    openAppeals(given),
    appealsToMark(given),
    ...openStages.map((stage) => casesIn(stage, recognitions.organisationId, given)),
    ...openStages.map((stage) => casesIn(stage, recognitions.hostingOrganisationId, given)),
    closingSteps('certificate-after-appeal', given),
    closingSteps('recognition-act', given),
    uncased(mobilities.organisationId, mobilities.unsignedSince, given),
    uncased(mobilities.hostingOrganisationId, mobilities.unsignedSince, given),
    uncased(mobilities.organisationId, mobilities.signedSince, given),
    ...waitingGroups(given),
    unconfirmed(partnerships.organisationId, given),
    unconfirmed(partnerships.partnerId, given),
    undecidedRevocations(given),
    undecidedCorrections(given),
    unansweredRequests(given),
    unansweredQuestions(given),
    returnedMessages(given),
    endedAddresses(given),
    ...unsettled(given),
    unattestedDays(given),
  ]),
)

/** One after the other in one step: written each within the next, they would take longer to write than to read. */
const allOf = (selections: readonly SQLWrapper[]): SQL =>
  sql.join(
    selections.map((selection) => sql`(${selection.getSQL()})`),
    sql` union all `,
  )

function casesIn(stage: Stage, side: PgColumn, given: Given) {
  const { id, stageSince: since } = recognitions
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  // While a case has no host, the organisation that sends stands in for one.
  const isHosting = side === recognitions.hostingOrganisationId
  const open = sql`${recognitions.stage} in ('identification', 'documentation', 'assessment', 'validation')`
  return select(row('case', id, id, since))
    .from(recognitions)
    .where(
      and(
        eq(side, given.organisationId),
        isHosting ? ne(recognitions.organisationId, given.organisationId) : undefined,
        open,
        eq(recognitions.stage, stage),
        isWanted(stage, given),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

function openAppeals(given: Given) {
  const { id, submittedAt: since } = appeals
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const open = sql`${appeals.state} in ('submitted', 'in-hearing')`
  return select(row('appeal', id, appeals.recognitionId, since))
    .from(appeals)
    .where(and(eq(appeals.organisationId, given.organisationId), open, isWanted('appeal', given), where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** What the hosting organisation's assessors were asked to mark again. */
function appealsToMark(given: Given) {
  const { id, markingAskedAt: since } = appeals
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const asked = sql`${appeals.state} = 'in-hearing' and ${appeals.markingAskedOf} in ('hosting', 'either')`
  return select(row('appeal', id, appeals.recognitionId, since))
    .from(appeals)
    .where(
      and(eq(appeals.hostingOrganisationId, given.organisationId), asked, isWanted('appeal', given), where),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/**
 * Agreements without a case that wait since a moment which their mobility keeps: to be signed, or, signed by everyone, for
 * their case. One that has a case is an amendment, which blocks the case.
 */
function uncased(side: PgColumn, since: PgColumn, given: Given) {
  const { id } = mobilities
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const opened = select({ id: recognitions.id }).from(recognitions).where(eq(recognitions.mobilityId, id))
  return select(row('agreement', id, null, since))
    .from(mobilities)
    .where(
      and(
        eq(side, given.organisationId),
        isNotNull(since),
        notExists(opened),
        isWanted('agreement', given),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

function unconfirmed(side: PgColumn, given: Given) {
  const { id, proposedAt: since } = partnerships
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  return select(row('memorandum', id, null, since))
    .from(partnerships)
    .where(
      and(
        eq(side, given.organisationId),
        isNull(partnerships.confirmedAt),
        isNull(partnerships.endedOn),
        isWanted('memorandum', given),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** The days of their own parts of mobilities that the organisation's people have not attested. */
function unattestedDays(given: Given) {
  const { id, at: since, mobilityId } = mobilityStays
  const { where, orderBy, limit } = keysetOf(given, { id, since })
  const said = select({ id: stayAttestations.id })
    .from(stayAttestations)
    .where(eq(stayAttestations.stayId, id))
  const cancelled = select({ id: mobilities.id })
    .from(mobilities)
    .where(and(eq(mobilities.id, mobilityId), isNotNull(mobilities.cancelledAt)))
  return select(row('stay', id, null, since))
    .from(mobilityStays)
    .where(
      and(
        eq(mobilityStays.hostingOrganisationId, given.organisationId),
        isNotNull(mobilityStays.startsOn),
        notExists(said),
        notExists(cancelled),
        isWanted('stay', given),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}
