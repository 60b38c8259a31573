import { uuidv7 } from 'uuidv7'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { dayOf } from '../../platform/dates.ts'
import { lockCase } from '../../recognition/case-facts-store.ts'
import { assertMay, assertUnblocked } from '../../recognition/recognition.ts'
import { takeStatusPlace } from '../status-lists/take-status-place.ts'
import { buildSnapshot } from './build-snapshot.ts'
import { newCertificateNumber, newVerificationCode } from './certificate.ts'
import { assertApart, assertAssessorsStand, assertComplete, assertEveryOutcomeStands } from './check-again.ts'
import { canonicalSnapshot, sha256 } from './snapshot.ts'
import * as store from './store.ts'

/**
 * Steps 1 and 2: check everything again, then store what will be signed. The request's idempotency key is left for the
 * last step: a request that dies in between is carried on when it is sent again, not told that its answer was lost.
 */
export async function intendCertificate(
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
      ...(await takeStatusPlace(tx, recognition.organisationId)),
      issuerId: ctx.actor.memberId as string,
      supersedes: earlier?.id ?? null,
      appealId: appealId ?? null,
      createdAt: issuedAt,
      updatedAt: issuedAt,
    })
    await record(
      tx,
      ctx,
      'certificate.intend',
      certificate.id,
      {
        recognitionId,
        sha256: certificate.snapshotSha256,
      },
      certificate,
    )
    return certificate
  })
}
