import { uuidv7 } from 'uuidv7'
import { writeDown } from '../../act.ts'
import { type Context, writeAhead } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { assertMay, assertUnblocked } from '../../platform/actions/may.ts'
import { sha256 } from '../../platform/hash.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import { activeCertificate, isRevokedForGood, uncertifiedAppeal } from '../../recognition/case.ts'
import { holdCase } from '../../recognition/load-case.ts'
import { takeStatusPlace } from '../status-lists/take-status-place.ts'
import { certificateActions, issuingActions } from './actions.ts'
import { buildSnapshot } from './build-snapshot.ts'
import { newCertificateNumber, newVerificationCode } from './certificate.ts'
import { assertApart, assertAssessorsStand, assertComplete, assertEveryOutcomeStands } from './check-again.ts'
import { canonicalSnapshot } from './snapshot.ts'
import * as store from './store.ts'
import { say } from './words.ts'

/**
 * Steps 1 and 2: check everything again, then store what will be signed. The answer belongs to the last step: a request
 * that dies in between is carried on when it is sent again.
 */
export async function intendCertificate(
  ctx: Context,
  recognitionId: string,
  languages: Language[],
): Promise<store.Certificate> {
  return writeAhead(ctx, async (tx, actor) => {
    // 1. Hold the case; every precondition of every outcome is looked at again, whatever was found earlier.
    const loaded = await holdCase(tx, recognitionId, ctx.now())
    const { recognition, facts } = loaded
    const earlier = activeCertificate(loaded)
    const appealId = uncertifiedAppeal(loaded)
    const intended = loaded.certificates.find(({ status }) => status === 'intended')
    const again = { ...loaded, state: 'validation' }
    assertMay(issuingActions.issueCertificate, earlier || appealId ? again : loaded, actor)
    if (intended) return store.getIntended(tx, intended.id)
    if (earlier && !appealId) return store.lockCertificate(tx, earlier.id)
    if (isRevokedForGood(loaded)) throw new Refusal('wrong-state', say('revoked-for-good'))
    assertUnblocked(issuingActions.issueCertificate, loaded)
    assertApart(facts)
    assertEveryOutcomeStands(loaded)
    await assertAssessorsStand(tx, ctx, loaded)

    // 2. Fix what the certificate will say, and record it before anything is signed.
    const issuedAt = ctx.now()
    const issuedOn = dayOf(issuedAt, loaded.settings.timeZone)
    const identity = {
      id: uuidv7(),
      number: newCertificateNumber(Number(issuedOn.slice(0, 4))),
      code: newVerificationCode(),
      issuedAt,
      issuedOn,
      languages,
    }
    const content = await buildSnapshot(tx, ctx, loaded, identity)
    assertComplete(content, issuedAt, ctx.publicUrl)
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
      issuerId: actor.memberId!,
      supersedes: earlier?.id ?? null,
      appealId: appealId ?? null,
      createdAt: issuedAt,
      updatedAt: issuedAt,
    })
    await writeDown(tx, ctx, certificateActions.intendCertificate, loaded, {
      subjectId: certificate.id,
      details: { recognitionId, sha256: certificate.snapshotSha256 },
    })
    return certificate
  })
}
