import { writeDown } from '../../act.ts'
import { type Context, conclude, writeAhead } from '../../context.ts'
import { assertMay, assertUnblocked } from '../../platform/actions/may.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { LoadedCase } from '../../recognition/case.ts'
import { certificateActions } from '../certificates/actions.ts'
import { superseding } from '../certificates/certificate.ts'
import { issuerStanding } from '../certificates/content/issuer-standing.ts'
import { finishCertificate } from '../certificates/finish-certificate.ts'
import * as store from '../certificates/store.ts'
import { intentLine, newIdentity, recordIntent } from '../intents/record-intent.ts'
import { correctionActions } from './actions.ts'
import { correctedSnapshot } from './correction.ts'
import { correctable } from './hold-correctable.ts'
import { assertCorrects } from './propose-correction.ts'

/**
 * The second of two people confirms a correction: a new certificate of the same decision, in which nothing is judged again,
 * takes the place of the old one. A crash leaves either nothing or a recorded intent, as an issue does.
 */
export async function confirmCorrection(ctx: Context, id: string): Promise<store.Certificate> {
  const intended = await intendCorrected(ctx, id)
  return intended.status === 'issued' ? conclude(ctx, intended) : finishCertificate(ctx, intended)
}

async function intendCorrected(ctx: Context, id: string): Promise<store.Certificate> {
  return writeAhead(ctx, async (tx, actor) => {
    const subject = await correctable(ctx, id)(tx)
    const { loaded, certificate: old } = subject
    const made = loaded.certificates.find((row) => row.supersedes === id && isOf(row, actor))
    if (made) return store.getIntended(tx, made.id)
    assertMay(correctionActions.confirmCorrection, subject, actor)
    assertUnblocked(correctionActions.confirmCorrection, subject)
    const { fields } = old.correction!
    const { says, issuer, described, projectTitle } = await assertCorrects(tx, loaded, old, fields)
    const identity = newIdentity(ctx, loaded)
    const content = correctedSnapshot(says, fields, {
      ...identity,
      url: `${ctx.publicUrl}/verify/${identity.code}`,
      timeZone: loaded.settings.timeZone,
      supersedes: superseding(old, 'correction'),
      described,
      projectTitle,
      standing: issuerStanding(issuer, identity.issuedOn),
    })
    const issuerId = actor.memberId!
    const intent = { content, issuerId, supersedes: id, appealId: null }
    const certificate = await recordIntent(tx, ctx, loaded, intent)
    await writeDown(tx, ctx, certificateActions.intendCertificate, loaded, intentLine(certificate))
    return certificate
  })
}

/** What this person is correcting, or has: asked again, it is the same. */
const isOf = ({ appealId, status, issuerId }: LoadedCase['certificates'][number], { memberId }: Actor) =>
  appealId === null && status !== 'voided' && issuerId === memberId
