import { and, asc, count, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../db/client.ts'
import { mobilities } from '../db/schema/mobility/mobilities.ts'
import { assessments } from '../db/schema/recognition/assessments.ts'
import { assignments } from '../db/schema/recognition/assignments.ts'
import { decisions } from '../db/schema/recognition/decisions.ts'
import { informationAcknowledgements } from '../db/schema/recognition/identification.ts'
import { issuingPauses } from '../db/schema/recognition/issuing-pauses.ts'
import { declarations, evidence, evidenceOutcomes, outcomes } from '../db/schema/recognition/recognitions.ts'
import { secondMarkings } from '../db/schema/recognition/second-markings.ts'
import { gatherVersionsOf } from '../mobility/agreements/store.ts'
import { listPartnershipsById } from '../parties/partnerships/store.ts'
import { type CaseFacts, factsOf } from './case-facts.ts'
import { lockRecognition, type Recognition } from './store.ts'

/** The case, held, and all that its rules need to know of it. */
export async function lockCase(
  tx: Tx,
  id: string,
  today: string,
): Promise<{ recognition: Recognition; facts: CaseFacts }> {
  const recognition = await lockRecognition(tx, id)
  return { recognition, facts: await gatherFacts(tx, recognition, today) }
}

/** All that the rules of a case need to know, in at most fifteen queries whatever its size. */
export async function gatherFacts(tx: Tx, recognition: Recognition, today: string): Promise<CaseFacts> {
  return (await gatherFactsOf(tx, [recognition], today)).get(recognition.id)!
}

/** The same for many cases, in as many queries, by the id of the case. */
export async function gatherFactsOf(
  tx: Tx,
  cases: readonly Recognition[],
  today: string,
): Promise<Map<string, CaseFacts>> {
  if (cases.length === 0) return new Map()
  const gathered = { ...(await gatherWork(tx, cases)), ...(await gatherAgreed(tx, cases)) }
  return new Map(cases.map((recognition) => [recognition.id, factsOf(recognition, today, gathered)]))
}

export type Gathered = Awaited<ReturnType<typeof gatherWork>> & Awaited<ReturnType<typeof gatherAgreed>>

/** What was done in the cases: evidence, declarations, marks, decisions. */
async function gatherWork(tx: Tx, cases: readonly Recognition[]) {
  const ids = cases.map((one) => one.id)
  const claims = await tx
    .select()
    .from(outcomes)
    .where(inArray(outcomes.recognitionId, ids))
    .orderBy(asc(outcomes.id))
  const counts = await tx
    .select({ outcomeId: evidenceOutcomes.outcomeId, evidence: count() })
    .from(evidenceOutcomes)
    .innerJoin(evidence, eq(evidence.id, evidenceOutcomes.evidenceId))
    .where(
      and(inArray(evidenceOutcomes.recognitionId, ids), inArray(evidence.scan, ['not-scanned', 'clean'])),
    )
    .groupBy(evidenceOutcomes.outcomeId)
  const pieces = await tx
    .select({ recognitionId: evidence.recognitionId, scan: evidence.scan, createdAt: evidence.createdAt })
    .from(evidence)
    .where(inArray(evidence.recognitionId, ids))
  const declared = await tx.select().from(declarations).where(inArray(declarations.recognitionId, ids))
  const marked = await tx
    .select({
      recognitionId: assessments.recognitionId,
      outcomeId: assessments.outcomeId,
      round: assessments.round,
      appealId: assessments.appealId,
      level: assessments.level,
      assessorId: assessments.assessorId,
    })
    .from(assessments)
    .where(inArray(assessments.recognitionId, ids))
    .orderBy(asc(assessments.id))
  const second = await tx
    .select({ outcomeId: secondMarkings.outcomeId, reasons: secondMarkings.reasons })
    .from(secondMarkings)
    .where(inArray(secondMarkings.recognitionId, ids))
  const assigned = await tx
    .select({
      recognitionId: assignments.recognitionId,
      memberId: assignments.memberId,
      round: assignments.round,
    })
    .from(assignments)
    .where(and(inArray(assignments.recognitionId, ids), inArray(assignments.state, ['assigned', 'accepted'])))
    .orderBy(asc(assignments.id))
  const decided = await tx
    .select()
    .from(decisions)
    .where(inArray(decisions.recognitionId, ids))
    .orderBy(asc(decisions.id))
  return { claims, counts, pieces, declared, marked, second, assigned, decided }
}

/** What was agreed for the cases and between their organisations, and who was told. */
async function gatherAgreed(tx: Tx, cases: readonly Recognition[]) {
  const mobilityIds = cases.map((one) => one.mobilityId)
  const versions = await gatherVersionsOf(tx, mobilityIds)
  const partnershipIds = versions.flatMap((one) => one.signatures.at(-1)?.partnershipId ?? [])
  const memoranda = await listPartnershipsById(tx, [...new Set(partnershipIds)])
  const agreedMobilities = await tx.select().from(mobilities).where(inArray(mobilities.id, mobilityIds))
  const paused = await tx
    .select({
      organisationId: issuingPauses.organisationId,
      hostingOrganisationId: issuingPauses.hostingOrganisationId,
    })
    .from(issuingPauses)
    .where(
      and(
        inArray(issuingPauses.organisationId, [...new Set(cases.map((one) => one.organisationId))]),
        isNull(issuingPauses.resumedAt),
      ),
    )
  const acknowledged = await tx
    .select({ recognitionId: informationAcknowledgements.recognitionId })
    .from(informationAcknowledgements)
    .where(
      inArray(
        informationAcknowledgements.recognitionId,
        cases.map((one) => one.id),
      ),
    )
  return { versions, memoranda, agreedMobilities, paused, acknowledged }
}
