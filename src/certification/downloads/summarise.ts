import { type Context, read } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { sha256 } from '../../platform/hash.ts'
import { attachmentsOf } from '../certificates/make-documents.ts'
import * as store from '../certificates/store.ts'
import { getForm } from './get-form.ts'
import { type HandedOut, keepMade } from './keep-made.ts'
import { say } from './words.ts'

/**
 * Page one of the paper alone, with the attachments of the whole one. Made when it is first asked for, kept, and the same
 * bytes ever after; once the credential was signed anew, with the new one. Of a revoked certificate only what is kept.
 */
export async function summarise(ctx: Context, id: string): Promise<HandedOut> {
  const found = await read(ctx, async (tx, actor) => {
    const certificate = await getForm(tx, actor, id, ctx.now())
    const { version: newest = 1, ...jwt } = await store.getFile(tx, id, 'jwt')
    return { certificate, jwt, newest, kept: await store.findSummary(tx, id, newest) }
  })
  const { certificate, jwt, newest, kept } = found
  if (kept) return { certificate, file: kept }
  if (certificate.revokedAt) throw new Refusal('wrong-state', say('revoked-not-exported'))
  const snapshot = JSON.parse(certificate.snapshot)
  const attachments = attachmentsOf(Buffer.from(jwt.bytes).toString('utf8'), snapshot)
  const bytes = await ctx.draw(snapshot, attachments, 'summary')
  const file = {
    form: 'summary.pdf' as const,
    mediaType: 'application/pdf',
    sha256: sha256(bytes),
    bytes,
    version: newest,
  }
  return keepMade(ctx, id, file, (tx) => store.findSummary(tx, id, newest))
}
