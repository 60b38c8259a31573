import { randomInt } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { assessorFault } from '../assessment/assessor.ts'
import { gatherAssessors } from '../assessment/assessor-store.ts'
import { acceptedEvidence, countMet, levelOf } from '../assessment/level.ts'
import { listDecisive } from '../assessment/store.ts'
import { type Context, write } from '../context.ts'
import type { Tx } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import { competenceOf } from '../frameworks/framework.ts'
import { actorNow } from '../organisations/store.ts'
import { record } from '../platform/audit/record.ts'
import { dayOf } from '../platform/dates.ts'
import { type CaseFacts, hashOfFacts } from '../recognitions/case-facts.ts'
import { lockCase } from '../recognitions/case-facts-store.ts'
import { listOutcomes } from '../recognitions/outcome-store.ts'
import { assertMay, assertUnblocked } from '../recognitions/recognition.ts'
import { blockersOf, stageAfter } from '../recognitions/rules.ts'
import { moveRecognition, type Recognition } from '../recognitions/store.ts'
import { decisionFault, markingBehind } from '../validation/decision.ts'
import { listDecisions } from '../validation/store.ts'
import { buildSnapshot } from './build-snapshot.ts'
import { newCertificateNumber, newVerificationCode } from './certificate.ts'
import { statusListLength } from './credentials/status-list.ts'
import { makeDocuments } from './make-documents.ts'
import { type CertificateSnapshot, canonicalSnapshot, sha256 } from './snapshot.ts'
import { snapshotFaults } from './snapshot-faults.ts'
import * as store from './store.ts'

/**
 * Issues the certificate of a decided case, once: asked again, it returns the same one. A crash leaves either nothing or
 * a recorded intent, which `finishCertificate` takes up; a document that the register does not know cannot come about.
 */
export async function issueCertificate(
  ctx: Context,
  recognitionId: string,
  languages: ('lv' | 'en')[],
): Promise<store.Certificate> {
  const intended = await intendCertificate(ctx, recognitionId, languages)
  return intended.status === 'issued' ? intended : finishCertificate(ctx, intended)
}

/**
 * Steps 1 and 2: check everything again, then store what will be signed. The request's idempotency key is left for the
 * last step: a request that dies in between is carried on when it is sent again, not told that its answer was lost.
 */
async function intendCertificate(
  ctx: Context,
  recognitionId: string,
  languages: ('lv' | 'en')[],
): Promise<store.Certificate> {
  return write({ ...ctx, idempotency: null }, async (tx) => {
    // 1. Hold the case; every precondition of every outcome is looked at again, whatever was found earlier.
    const { recognition, facts } = await lockCase(tx, recognitionId, dayOf(ctx.now()))
    const earlier = await store.findActive(tx, recognitionId)
    const appealId = await store.findUncertifiedAppeal(tx, recognitionId)
    const intended = await store.findIntended(tx, recognitionId)
    const actor = await actorNow(tx, ctx.actor)
    assertMay('issue', earlier || appealId ? { ...facts, stage: 'validation' } : facts, actor)
    if (intended) return intended
    if (earlier && !appealId) return earlier
    if (!earlier && recognition.stage === 'certified') {
      throw new Refusal('wrong-state', 'The certificate of this case is revoked; nothing takes its place.')
    }
    assertUnblocked('issue', facts)
    assertApart(facts)
    await assertEveryOutcomeStands(tx, recognitionId)
    await assertAssessorsStand(tx, ctx, recognition)

    // 2. Fix what the certificate will say, and record it before anything is signed.
    const issuedAt = ctx.now()
    const identity = {
      id: uuidv7(),
      number: newCertificateNumber(issuedAt.getUTCFullYear()),
      code: newVerificationCode(),
      issuedAt,
      languages,
    }
    const content = await buildSnapshot(tx, ctx, recognition, identity)
    assertComplete(content, issuedAt)
    const snapshot = canonicalSnapshot(content)
    const certificate = await store.insertCertificate(tx, {
      id: identity.id,
      organisationId: recognition.organisationId,
      hostingOrganisationId: recognition.hostingOrganisationId,
      recognitionId,
      number: identity.number,
      code: identity.code,
      status: 'intended',
      snapshot,
      snapshotSha256: sha256(snapshot),
      ...(await statusPlace(tx, recognition.organisationId)),
      issuerId: ctx.actor.memberId as string,
      supersedes: earlier?.id ?? null,
      appealId: appealId ?? null,
      createdAt: issuedAt,
      updatedAt: issuedAt,
    })
    await record(tx, ctx, 'certificate.intend', certificate.id, {
      recognitionId,
      sha256: certificate.snapshotSha256,
    })
    return certificate
  })
}

/** Steps 3 to 5, for an intent just made or one that a crash left behind. Finishing it twice issues it once. */
export async function finishCertificate(
  ctx: Context,
  intended: store.Certificate,
): Promise<store.Certificate> {
  // 3. Sign and draw, outside of any transaction: this is what takes time.
  const snapshot = JSON.parse(intended.snapshot) as CertificateSnapshot
  const files = await makeDocuments(ctx, intended, snapshot)
  const finished = await write(ctx, async (tx) => {
    const { recognition, facts } = await lockCase(tx, intended.recognitionId, dayOf(ctx.now()))
    const certificate = await store.lockCertificate(tx, intended.id)
    if (certificate.status !== 'intended') return certificate
    // What changed since the intent was recorded is not in the snapshot: what no longer holds is not issued.
    const place = await freePlace(tx, ctx, certificate, facts)
    if (place !== 'free') return voidIntent(tx, ctx, certificate, place)

    // 4. Keep the documents, byte for byte.
    await store.insertFiles(tx, certificate, files)
    const now = ctx.now()
    const issued = await store.updateCertificate(tx, certificate.id, {
      status: 'issued',
      issuedAt: new Date(snapshot.issuedAt),
      updatedAt: now,
    })

    // 5. Move the case, unless it was closed before its appeal, and write it down.
    const move = {
      action: 'issue',
      to: stageAfter('issue', recognition.stage),
      reason: null,
      inputHash: hashOfFacts(facts),
    }
    if (certificate.appealId === null) {
      await moveRecognition(
        tx,
        recognition,
        { ...move, memberId: certificate.issuerId, clientId: ctx.actor.clientId },
        now,
      )
    }
    const hashes = Object.fromEntries(files.map((file) => [file.form, file.sha256]))
    const { number, supersedes } = certificate
    await record(tx, ctx, 'certificate.issue', certificate.id, { number, hashes, supersedes })
    return issued
  })
  // Said only now: thrown inside the transaction, it would undo the voiding.
  if (finished.status === 'voided') {
    throw new Refusal('wrong-state', 'The case changed before the certificate could be issued.')
  }
  return finished
}

/**
 * Whether the certificate may still be issued. The one that it supersedes is revoked here, in the same transaction, so
 * that there never are two and never is none; if that one was revoked otherwise meanwhile, nothing takes its place.
 */
async function freePlace(
  tx: Tx,
  ctx: Context,
  certificate: store.Certificate,
  facts: CaseFacts,
): Promise<'free' | 'blocked' | 'closed' | 'revoked'> {
  if (blockersOf('issue', facts).length > 0) return 'blocked'
  if (certificate.appealId === null) return facts.stage === 'validation' ? 'free' : 'closed'
  if (certificate.supersedes === null) return 'free'
  const old = await store.lockCertificate(tx, certificate.supersedes)
  if (old.revokedAt) return 'revoked'
  const now = ctx.now()
  const request = await store.findOpenRequest(tx, old.id)
  if (request) await store.decideRequest(tx, request.id, 'dismissed', certificate.issuerId, now)
  await store.updateCertificate(tx, old.id, {
    revokedAt: now,
    revocationReason: 'superseded',
    revokedBy: certificate.issuerId,
    updatedAt: now,
  })
  await record(tx, ctx, 'certificate.revoke', old.id, { reason: 'superseded', by: certificate.id })
  return 'free'
}

async function voidIntent(
  tx: Tx,
  ctx: Context,
  certificate: store.Certificate,
  why: 'blocked' | 'closed' | 'revoked',
): Promise<store.Certificate> {
  const row = await store.updateCertificate(tx, certificate.id, { status: 'voided', updatedAt: ctx.now() })
  await record(tx, ctx, 'certificate.void', certificate.id, { why })
  return row
}

/** A random free place in the organisation's status list; a list that is so full that three tries miss is left. */
async function statusPlace(
  tx: Tx,
  organisationId: string,
): Promise<{ statusList: string; statusIndex: number }> {
  const newest = (await store.newestStatusList(tx, organisationId)) ?? `${organisationId}.1`
  for (let attempt = 0; attempt < 3; attempt++) {
    const statusIndex = randomInt(statusListLength)
    if (!(await store.isStatusPlaceTaken(tx, newest, statusIndex))) return { statusList: newest, statusIndex }
  }
  const statusList = `${organisationId}.${Number(newest.split('.')[1]) + 1}`
  return { statusList, statusIndex: randomInt(statusListLength) }
}

/** Refuses what must not be signed, naming every fault. */
function assertComplete(snapshot: CertificateSnapshot, now: Date): void {
  const faults = snapshotFaults(snapshot, now)
  if (faults.length > 0) {
    throw new Refusal('wrong-state', 'The certificate would not be complete; see missing.', [], {
      missing: faults,
    })
  }
}

/** The separation of people, looked at once more over the whole case. */
function assertApart({ mentors, assessors, validators }: CaseFacts): void {
  const groups = [mentors, assessors, validators]
  const shared = groups.some((group, index) =>
    group.some((id) => groups.slice(index + 1).some((other) => other.includes(id))),
  )
  if (shared)
    throw new Refusal('wrong-state', 'One person took two parts in this case; it cannot be certified.')
}

/** Recomputes each level from its marks and each decision from its level; a single one that fails stops the whole. */
async function assertEveryOutcomeStands(tx: Tx, recognitionId: string): Promise<void> {
  const outcomes = await listOutcomes(tx, recognitionId)
  const assessments = await listDecisive(tx, recognitionId)
  for (const decision of await listDecisions(tx, recognitionId)) {
    const outcome = outcomes.find((one) => one.id === decision.outcomeId)
    const assessment = markingBehind(decision, assessments)
    if (!outcome || !assessment)
      throw new Refusal(
        'wrong-state',
        `The outcome ${decision.competence} has not been marked, or not settled.`,
      )
    const level = levelOf(
      countMet(outcome.criteria, assessment.marks, acceptedEvidence(assessment.judgements)),
    )
    const judged = { target: outcome.target, baseline: outcome.baseline, level }
    const fault =
      level === assessment.level
        ? decisionFault(judged, decision.result, decision.reason)
        : 'the level does not follow from the marks'
    if (fault)
      throw new Refusal('wrong-state', `The outcome ${decision.competence} cannot be certified: ${fault}.`)
  }
}

/** Looks once more at who marked: assigned, free of conflict and authorised on the day, in every round of every outcome. */
async function assertAssessorsStand(tx: Tx, ctx: Context, recognition: Recognition): Promise<void> {
  const framework = ctx.frameworks.get(recognition.frameworkId)
  const areaOf = (code: string) => (framework ? (competenceOf(framework, code)?.area.code ?? null) : null)
  for (const facts of await gatherAssessors(tx, recognition, areaOf)) {
    const fault = assessorFault(facts)
    if (fault)
      throw new Refusal('wrong-state', `The outcome ${facts.scope.competence} cannot be certified: ${fault}.`)
  }
}
