import { writeDown } from '../../act.ts'
import { type Context, writeAhead } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { assertMay, assertUnblocked } from '../../platform/actions/may.ts'
import type { Language } from '../../platform/words/language.ts'
import {
  activeCertificate,
  isRevokedForGood,
  type LoadedCase,
  lastCertificate,
  uncertifiedAppeal,
} from '../../recognition/case.ts'
import { holdCase } from '../../recognition/load-case.ts'
import { intentLine, newIdentity, recordIntent } from '../intents/record-intent.ts'
import { certificateActions, issuingActions } from './actions.ts'
import { buildSnapshot } from './build-snapshot.ts'
import { superseding } from './certificate.ts'
import { assertApart, assertAssessorsStand, assertEveryOutcomeStands } from './check-again.ts'
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
    const { facts } = loaded
    const earlier = activeCertificate(loaded)
    const before = lastCertificate(loaded)
    const appealId = uncertifiedAppeal(loaded)
    const intended = loaded.certificates.find(({ status }) => status === 'intended')
    const again = { ...loaded, state: 'validation' }
    assertMay(issuingActions.issueCertificate, before || appealId ? again : loaded, actor)
    if (intended) return store.getIntended(tx, intended.id)
    if (earlier && !appealId) return store.lockCertificate(tx, earlier.id)
    if (before) assertGoesOn(loaded, appealId)
    assertUnblocked(issuingActions.issueCertificate, loaded)
    assertApart(facts)
    assertEveryOutcomeStands(loaded)
    await assertAssessorsStand(tx, ctx, loaded)

    // 2. Fix what the certificate will say, and record it before anything is signed.
    const identity = {
      ...newIdentity(ctx, loaded),
      languages,
      ...(before && { supersedes: superseding(before, 'appeal') }),
    }
    const certificate = await recordIntent(tx, ctx, loaded, {
      content: await buildSnapshot(tx, ctx, loaded, identity),
      issuerId: actor.memberId!,
      supersedes: before?.id ?? null,
      appealId: appealId ?? null,
    })
    await writeDown(tx, ctx, certificateActions.intendCertificate, loaded, intentLine(certificate))
    return certificate
  })
}

/** Of a certificate that was issued before, only an appeal brings another one here. */
function assertGoesOn(loaded: LoadedCase, appealId: string | undefined): void {
  if (isRevokedForGood(loaded)) throw new Refusal('wrong-state', say('revoked-for-good'))
  if (!appealId) throw new Refusal('wrong-state', say('revoked'))
}
