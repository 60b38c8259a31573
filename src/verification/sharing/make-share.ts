import { lockCertificate } from '../../certification/certificates/store.ts'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { digestSecret, newSecret } from '../../platform/auth/secrets.ts'
import { type Level, MAX_OPEN_SHARES } from './sharing.ts'
import { countOpenShares, insertShare, type Share } from './store.ts'

/** Opens a share for so many days; returns its address, which is not kept. */
export async function makeShare(
  ctx: Context,
  certificateId: string,
  level: Level,
  days: number,
): Promise<{ share: Share; url: string }> {
  return write(ctx, async (tx) => {
    // Held, so that two at once cannot both be the last that is allowed.
    const certificate = await lockCertificate(tx, certificateId)
    const { organisationId, hostingOrganisationId } = certificate
    const createdAt = ctx.now()
    if ((await countOpenShares(tx, certificateId, createdAt)) >= MAX_OPEN_SHARES) {
      throw new Refusal('wrong-state', `${MAX_OPEN_SHARES} links are open. End one before you make another.`)
    }
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
    await record(tx, ctx, 'certificate.share', certificateId, { share: share.id, level, days }, certificate)
    return { share, url: `${ctx.publicUrl}/share/${secret}` }
  })
}
