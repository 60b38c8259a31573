import { type Column, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { certificates } from '../db/schema/certification/certificates.ts'
import { agreementVersions } from '../db/schema/mobility/agreements.ts'
import { mobilities } from '../db/schema/mobility/mobilities.ts'
import { organisationSettings, organisations } from '../db/schema/parties/organisations.ts'
import { partnerships } from '../db/schema/parties/partnerships.ts'
import { people } from '../db/schema/parties/people.ts'
import { appeals } from '../db/schema/recognition/appeals.ts'
import { assessments } from '../db/schema/recognition/assessments.ts'
import { assignments } from '../db/schema/recognition/assignments.ts'
import { decisions } from '../db/schema/recognition/decisions.ts'
import { deskActs } from '../db/schema/recognition/desks.ts'
import { informationAcknowledgements } from '../db/schema/recognition/identification.ts'
import { issuingPauses } from '../db/schema/recognition/issuing-pauses.ts'
import { declarations, evidence, evidenceOutcomes, outcomes } from '../db/schema/recognition/recognitions.ts'
import { secondMarkings } from '../db/schema/recognition/second-markings.ts'
import { rowsOf, together } from '../db/together.ts'
import { rowsBeside, standingFor } from '../mobility/agreements/versions/version-store.ts'
import { stayRows } from '../mobility/stays/store.ts'
import type { Role } from '../platform/auth/access.ts'
import type { Recognition } from './store.ts'

/** The rows of a case with everything that was marked in it, in one statement. */
export async function gatherCase(tx: Tx, recognition: Recognition) {
  return together(tx, { ...partsOf([recognition]), ...judgementsOf([recognition]) })
}

/** The rows of many cases, without what was marked in each, in one statement. */
export async function gatherCases(tx: Tx, found: readonly Recognition[]): Promise<GatheredRows> {
  return together(tx, { ...partsOf(found), ...markingsOf(found) })
}

/** The rows of many cases with everything that was marked in them, in one statement. */
export async function gatherWholeCases(tx: Tx, found: readonly Recognition[]) {
  return together(tx, { ...partsOf(found), ...judgementsOf(found) })
}

type Parts = ReturnType<typeof partsOf> & ReturnType<typeof markingsOf>
/** The rows of one or more cases, as they were read together. */
export type GatheredRows = { [Name in keyof Parts]: Parts[Name] extends SQL<infer Value> ? Value : never }

/** Who did what at a desk that was handed over, and has not said yet that it was theirs; left out where nobody has to. */
export type ByHand = { unconfirmed?: readonly { memberId: string; role: Role | null }[] | undefined }

function partsOf(found: readonly Recognition[]) {
  const ids = found.map(({ id }) => id)
  const of = (column: Column) => inArray(column, ids)
  const mobilityIds = found.map(({ mobilityId }) => mobilityId)
  const versionIds = sql`select ${agreementVersions.id} from ${agreementVersions} where ${inArray(agreementVersions.mobilityId, mobilityIds)}`
  const learners = sql`select ${mobilities.learnerId} from ${mobilities} where ${inArray(mobilities.id, mobilityIds)}`
  const senders = [...new Set(found.map(({ organisationId }) => organisationId))]
  const hosts = [...new Set(found.map(({ hostingOrganisationId }) => hostingOrganisationId))]
  return {
    mobilities: rowsOf(mobilities, inArray(mobilities.id, mobilityIds), mobilities.id),
    versions: rowsOf(
      agreementVersions,
      inArray(agreementVersions.mobilityId, mobilityIds),
      agreementVersions.number,
    ),
    ...rowsBeside(versionIds),
    learners: rowsOf(people, sql`${people.id} in (${learners})`, people.id),
    organisations: rowsOf(
      organisations,
      inArray(organisations.id, [...new Set([...senders, ...hosts])]),
      organisations.id,
    ),
    memoranda: rowsOf(partnerships, between(senders, hosts), partnerships.id),
    settings: rowsOf(
      organisationSettings,
      inArray(organisationSettings.organisationId, senders),
      organisationSettings.organisationId,
    ),
    pauses: rowsOf(
      issuingPauses,
      sql`${inArray(issuingPauses.organisationId, senders)} and ${issuingPauses.resumedAt} is null`,
      issuingPauses.id,
    ),
    acknowledgements: rowsOf(
      informationAcknowledgements,
      of(informationAcknowledgements.recognitionId),
      informationAcknowledgements.recognitionId,
    ),
    outcomes: rowsOf(outcomes, of(outcomes.recognitionId), outcomes.id),
    evidence: rowsOf(evidence, of(evidence.recognitionId), evidence.id),
    evidenceOutcomes: rowsOf(
      evidenceOutcomes,
      of(evidenceOutcomes.recognitionId),
      evidenceOutcomes.evidenceId,
    ),
    declarations: rowsOf(declarations, of(declarations.recognitionId), declarations.id),
    secondMarkings: rowsOf(secondMarkings, of(secondMarkings.recognitionId), secondMarkings.outcomeId),
    assignments: rowsOf(assignments, of(assignments.recognitionId), assignments.id),
    decisions: rowsOf(decisions, of(decisions.recognitionId), decisions.id),
    appeals: rowsOf(appeals, of(appeals.recognitionId), appeals.id),
    deskActs: rowsOf(
      deskActs,
      sql`${deskActs.confirmedAt} is null and (${of(deskActs.recognitionId)} or ${deskActs.subjectId} in (${versionIds})
        or ${deskActs.subjectId} in (${standingFor(versionIds)}))`,
      deskActs.id,
    ),
    certificates: rowsOf(certificates, of(certificates.recognitionId), certificates.id, ['snapshot']),
    ...stayRows(
      sql.join(
        mobilityIds.map((id) => sql`${id}::uuid`),
        sql`, `,
      ),
    ),
  }
}

/** Memoranda between any of these senders and any of these hosts, whichever proposed it. */
function between(senders: string[], hosts: string[]): SQL | undefined {
  const pair = (proposers: string[], partners: string[]) =>
    sql`(${inArray(partnerships.organisationId, proposers)} and ${inArray(partnerships.partnerId, partners)})`
  return or(pair(senders, hosts), pair(hosts, senders))
}

const idsOf = (found: readonly Recognition[]) => found.map(({ id }) => id)

const judgementsOf = (found: readonly Recognition[]) => ({
  assessments: rowsOf(assessments, inArray(assessments.recognitionId, idsOf(found)), assessments.id),
})

const markingsOf = (found: readonly Recognition[]) => ({
  assessments: rowsOf(assessments, inArray(assessments.recognitionId, idsOf(found)), assessments.id, [
    'marks',
    'judgements',
    'authorisation',
  ]),
})
