import { act } from '../../act.ts'
import { lockCertificate } from '../../certification/certificates/store.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { digestSecret, newSecret } from '../../platform/auth/secrets.ts'
import { sharingActions } from './actions.ts'
import { asSubject } from './certificate-links.ts'
import { type Level, MAX_OPEN_SHARES } from './sharing.ts'
import { countOpenShares, insertShare, type Share } from './store.ts'
import { say } from './words.ts'

/** Opens a share for so many days; returns its address, which is not kept. */
export function shareCertificate(
  ctx: Context,
  certificateId: string,
  level: Level,
  days: number,
): Promise<{ share: Share; url: string }> {
  // Locked, so that two at once cannot both be the last that is allowed.
  const hold = async (tx: Tx) => asSubject(await lockCertificate(tx, certificateId))
  return act(ctx, sharingActions.shareCertificate, hold, async ({ tx, subject, now: createdAt }) => {
    if ((await countOpenShares(tx, certificateId, createdAt)) >= MAX_OPEN_SHARES)
      throw new Refusal('wrong-state', say('too-many-open', { count: MAX_OPEN_SHARES }))
    const { organisationId, hostingOrganisationId } = subject
    const secret = newSecret()
    const share = await insertShare(tx, {
      organisationId,
      hostingOrganisationId,
      certificateId,
      secretHash: digestSecret(secret),
      level,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + days * 86_400_000),
    })
    return {
      value: { share, url: `${ctx.publicUrl}/share/${secret}` },
      subjectId: certificateId,
      details: { share: share.id, level, days },
    }
  })
}
