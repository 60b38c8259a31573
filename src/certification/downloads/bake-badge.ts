import { type Context, read } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { sha256 } from '../../platform/hash.ts'
import * as store from '../certificates/store.ts'
import { badgeDrawing } from '../documents/baked/badge-picture.ts'
import { bakePng, bakeSvg } from '../documents/baked/bake.ts'
import { type FindForm, getForm } from './get-form.ts'
import { type HandedOut, keepMade } from './keep-made.ts'
import { findMade } from './store.ts'
import { say } from './words.ts'

type BadgeForm = 'png' | 'svg'

const mediaTypes = { png: 'image/png', svg: 'image/svg+xml' } as const

/**
 * The wheel of a certificate as a picture with its Open Badge baked in. Made when it is first asked for, kept, and the same
 * bytes ever after; once the badge was signed anew, with the new one. Of a revoked certificate only what is kept.
 */
export async function bakeBadge(
  ctx: Context,
  id: string,
  form: BadgeForm,
  find: FindForm = getForm,
): Promise<HandedOut> {
  const found = await read(ctx, async (tx, actor) => {
    const certificate = await find(tx, actor, id, ctx.now())
    const { version = 1, bytes } = await store.getFile(tx, id, 'ob3.json')
    const badge = Buffer.from(bytes).toString('utf8')
    return { certificate, badge, version, kept: await findMade(tx, id, form, version) }
  })
  const { certificate, badge, version, kept } = found
  if (kept) return { certificate, file: kept }
  if (certificate.revokedAt) throw new Refusal('wrong-state', say('revoked-not-exported'))
  const snapshot = JSON.parse(certificate.snapshot)
  const bytes =
    form === 'png' ? bakePng(await ctx.badgePicture(snapshot), badge) : bakeSvg(badgeDrawing(snapshot), badge)
  const file = { form, mediaType: mediaTypes[form], sha256: sha256(bytes), bytes, version }
  return keepMade(ctx, id, file, (tx) => findMade(tx, id, form, version))
}
