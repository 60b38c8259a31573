import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { revocationRequests } from '../../db/schema/certification/certificates.ts'
import { corrections } from '../../db/schema/certification/corrections.ts'
import { dataRequests } from '../../db/schema/custody/data-requests.ts'
import { messages } from '../../db/schema/exchange/messages.ts'
import { agreementVersions } from '../../db/schema/mobility/agreements.ts'
import { groupMobilities } from '../../db/schema/mobility/group-mobilities.ts'
import { learningProgrammes } from '../../db/schema/mobility/learning-programmes.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { mobilityStays } from '../../db/schema/mobility/stays.ts'
import { attempts, auxiliaries } from '../../db/schema/operation.ts'
import { grants } from '../../db/schema/parties/grants.ts'
import { members, organisationSettings } from '../../db/schema/parties/organisations.ts'
import { partnerships } from '../../db/schema/parties/partnerships.ts'
import { people } from '../../db/schema/parties/people.ts'
import { personMerges } from '../../db/schema/parties/person-merges.ts'
import { authorisations } from '../../db/schema/recognition/authorisations.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { rowsOf, together } from '../../db/together.ts'
import { rowsBeside } from '../../mobility/agreements/versions/version-store.ts'
import { programmeRows } from '../../mobility/groups/store.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { thisCase } from '../store.ts'
import type { Pending } from './row-store.ts'

const closedTo = (memberId: string | null, among: SQL) =>
  sql<string[]>`(select coalesce(json_agg(${thisCase}), '[]'::json) from ${recognitions}
    where ${among} and ${isBlindTo(memberId, thisCase)})`

/**
 * What the rows of a page lead to, in one statement: cases, the ids of those that the member is blind to, agreements without one, memoranda, requests to revoke; and the
 * organisation's active members, at most a thousand, with their authorisations where something is to be marked again.
 */
export async function gatherPage(
  tx: Tx,
  { organisationId, memberId }: Pick<Actor, 'organisationId' | 'memberId'>,
  shown: readonly Pending[],
) {
  const idsOf = (kind: Pending['kind']) =>
    shown.filter((pending) => pending.kind === kind).map(({ id }) => id)
  const among = (column: PgColumn, ids: readonly string[]): SQL =>
    ids.length > 0 ? inArray(column, [...ids]) : sql`false`
  const caseIds = [...new Set(shown.flatMap(({ recognitionId }) => recognitionId ?? []))]
  const mobilityIds = idsOf('agreement')
  const ofAgreement = among(agreementVersions.mobilityId, mobilityIds)
  const versionIds = sql`select ${agreementVersions.id} from ${agreementVersions} where ${ofAgreement}`
  const isActive = and(eq(members.organisationId, organisationId), eq(members.active, true))
  const firstThousand = sql`select ${members.id} from ${members} where ${isActive} order by ${members.id} limit 1000`
  const isHeld = and(eq(authorisations.organisationId, organisationId), isNull(authorisations.revokedAt))
  const asked = among(revocationRequests.certificateId, idsOf('revocation'))
  return together(tx, {
    recognitions: rowsOf(recognitions, among(recognitions.id, caseIds), recognitions.id),
    closed: closedTo(memberId, among(recognitions.id, caseIds)),
    mobilities: rowsOf(mobilities, among(mobilities.id, mobilityIds), mobilities.id),
    versions: rowsOf(agreementVersions, ofAgreement, agreementVersions.number),
    ...rowsBeside(versionIds),
    learners: rowsOf(
      people,
      sql`${people.id} in (select ${mobilities.learnerId} from ${mobilities} where ${among(mobilities.id, mobilityIds)})`,
      people.id,
    ),
    settings: rowsOf(
      organisationSettings,
      sql`${organisationSettings.organisationId} in (select ${mobilities.organisationId} from ${mobilities} where ${among(mobilities.id, mobilityIds)})`,
      organisationSettings.organisationId,
    ),
    groups: rowsOf(
      groupMobilities,
      among(groupMobilities.id, [...idsOf('programme'), ...idsOf('companions')]),
      groupMobilities.id,
    ),
    ...programmeRows(among(learningProgrammes.groupId, idsOf('programme'))),
    auxiliaries: rowsOf(auxiliaries, among(auxiliaries.id, idsOf('auxiliary')), auxiliaries.id),
    attempts: rowsOf(attempts, among(attempts.id, idsOf('stuck')), attempts.id),
    dataRequests: rowsOf(dataRequests, among(dataRequests.id, idsOf('data-request')), dataRequests.id),
    stays: rowsOf(mobilityStays, among(mobilityStays.id, idsOf('stay')), mobilityStays.id),
    memoranda: rowsOf(partnerships, among(partnerships.id, idsOf('memorandum')), partnerships.id),
    merges: rowsOf(
      personMerges,
      and(among(personMerges.keptId, idsOf('merge')), isNull(personMerges.outcome)),
      personMerges.id,
    ),
    messages: rowsOf(messages, among(messages.id, idsOf('address')), messages.id),
    grants: rowsOf(grants, among(grants.id, idsOf('grant')), grants.id),
    revocations: rowsOf(
      revocationRequests,
      and(asked, isNull(revocationRequests.outcome)),
      revocationRequests.id,
    ),
    corrections: rowsOf(
      corrections,
      and(among(corrections.certificateId, idsOf('correction')), isNull(corrections.outcome)),
      corrections.id,
    ),
    members: rowsOf(members, sql`${members.id} in (${firstThousand})`, members.id, ['email', 'externalId']),
    authorised: rowsOf(authorisations, idsOf('appeal').length > 0 ? isHeld : sql`false`, authorisations.id),
  })
}
