import { isDeepStrictEqual } from 'node:util'
import type { AgreementContent } from '../db/schema/mobility/agreements.ts'
import { agreementDeviations, guardiansMissing, missingSignatures } from '../mobility/agreements/agreement.ts'
import type { VersionWithSignatures } from '../mobility/agreements/agreement-rows.ts'
import { changedFacts, correctedContent } from '../mobility/agreements/slips/registered.ts'
import { lastDay, participantOf } from '../mobility/mobilities/course.ts'
import { attestedOf, unattestedStays } from '../mobility/stays/stay.ts'
import { type CaseFacts, type CaseRows, followedVersion, type OutcomeFacts, settlementOf } from './case.ts'
import { isReleased } from './documentation/evidence.ts'
import { gainOfDecision } from './gain.ts'
import type { Outcome } from './outcome-store.ts'
import { isOpen } from './stage.ts'

/** What the rows say, for the rules. */
export function factsOf(rows: CaseRows, today: string): CaseFacts {
  const { recognition, mobility, evidence, declarations, assessments, decisions, assignments } = rows
  const held = evidence.filter(({ row }) => row.scan === 'held').length
  const conflicted = assignments.filter(({ state }) => state === 'conflicted').map(({ memberId }) => memberId)
  const unattested = unattestedStays(rows.stays).map(({ organisation: { name }, startsOn, endsOn }) => ({
    organisation: name,
    startsOn: startsOn!,
    endsOn: endsOn!,
  }))
  // A declaration speaks for what was there when it was given.
  const isDeclared = (kind: 'authorship' | 'attestation') =>
    declarations.some((word) => word.kind === kind && evidence.every(({ row }) => row.createdAt <= word.at))
  return {
    stage: recognition.stage,
    organisationId: recognition.organisationId,
    hostingOrganisationId: recognition.hostingOrganisationId,
    ...(participantOf(mobility) === 'staff' ? { participant: 'staff' as const } : {}),
    ...agreementFacts(rows),
    ...signedFacts(rows),
    informed: rows.acknowledgements.length > 0,
    mobilityEnded: lastDay(mobility) < today,
    outcomes: rows.outcomes.map((outcome) => outcomeFacts(outcome, rows)),
    declared: { authorship: isDeclared('authorship'), attestation: isDeclared('attestation') },
    mentors: [
      ...declarations.flatMap(({ memberId }) => memberId ?? []),
      ...attestedOf(rows.stays).map(({ memberId }) => memberId),
    ],
    assessors: assessments.map(({ assessorId }) => assessorId),
    validators: decisions.map(({ validatorId }) => validatorId),
    assigned: assignments
      .filter(({ state }) => state === 'assigned' || state === 'accepted')
      .map(({ memberId, round }) => ({ memberId, round })),
    ...(held > 0 ? { held } : {}),
    ...(conflicted.length > 0 ? { conflicted } : {}),
    ...(rows.deskActs.length > 0
      ? { unconfirmed: rows.deskActs.map(({ memberId, role }) => ({ memberId, role })) }
      : {}),
    ...(rows.isPaused ? { issuingPaused: true as const } : {}),
    ...(unattested.length > 0 ? { unattested } : {}),
  }
}

/** What the rules need to know of the agreement a case follows, and of a newer one. */
function agreementFacts(rows: CaseRows) {
  const { versions, memoranda } = rows
  const followed = followedVersion(rows)
  const { number } = followed.version
  const newer = versions.findLast((row) => !row.withdrawn && row.version.number > number)
  const upTo = versions.filter((row) => !row.withdrawn && row.version.number <= number)
  const partnershipId = followed.signatures.at(-1)?.partnershipId ?? null
  return {
    amendment: newer ? amendmentState(newer) : null,
    deviations: agreementDeviations(upTo),
    assessedBy: memoranda.find(({ id }) => id === partnershipId)?.assessedBy ?? ('either' as const),
  }
}

/** Where what was signed is no longer what the registers say. Once a case is closed, it stays as it was signed. */
function signedFacts(rows: CaseRows): Pick<CaseFacts, 'outdated' | 'slipSaidBy' | 'guardianMissing'> {
  const { registers, recognition } = rows
  if (!isOpen(recognition.stage)) return { outdated: [] }
  const followed = followedVersion(rows)
  const changed = registers ? changedFacts(agreedContent(rows), registers) : []
  const said = followed.proposed.findLast(({ fields }) =>
    changed.every(({ pointer, new: now }) =>
      fields.some((field) => field.pointer === pointer && isDeepStrictEqual(field.new, now)),
    ),
  )
  return {
    outdated: changed.map(({ pointer }) => pointer),
    ...(said && changed.length > 0 ? { slipSaidBy: said.side } : {}),
    ...(missingSignatures(followed).includes('guardian')
      ? { guardianMissing: guardiansMissing(followed) }
      : {}),
  }
}

const amendmentState = (newer: VersionWithSignatures) =>
  missingSignatures(newer).length === 0 ? ('signed' as const) : ('unsigned' as const)

function outcomeFacts(outcome: Outcome, rows: CaseRows): OutcomeFacts {
  const own = rows.assessments.filter(({ outcomeId }) => outcomeId === outcome.id)
  const decision = rows.decisions.findLast(({ outcomeId }) => outcomeId === outcome.id)
  const { assessment, awaits } = settlementOf(rows, outcome.id)
  // What was marked in an appeal counts once the appeal has been decided by it.
  const appealed = decision?.appealId ? own.find(({ appealId }) => appealId === decision.appealId) : undefined
  const counted = appealed ?? assessment
  return {
    id: outcome.id,
    competence: outcome.competence,
    kind: outcome.kind,
    status: outcome.status,
    evidence: rows.evidence.filter(
      ({ row, outcomeIds }) => isReleased(row) && outcomeIds.includes(outcome.id),
    ).length,
    level: counted?.level ?? null,
    assessed: counted !== null,
    ...(awaits === 'second' || awaits === 'adjudication' ? { awaits } : {}),
    decision: decision ? { result: decision.result, gain: gainOfDecision(decision, outcome) } : null,
  }
}

/** What was signed and the case follows, slips corrected. */
export function agreedContent(rows: Pick<CaseRows, 'versions' | 'recognition'>): AgreementContent {
  const { version, corrected } = followedVersion(rows)
  return correctedContent(version.content, corrected)
}
