import { type Context, read } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { sha256 } from '../../platform/hash.ts'
import { attachmentsOf, type SignedForm } from '../certificates/make-documents.ts'
import * as store from '../certificates/store.ts'
import { drawPaper } from '../documents/draw-paper.ts'
import { type FindForm, getForm } from './get-form.ts'
import { type HandedOut, keepMade } from './keep-made.ts'
import { findMade } from './store.ts'
import { say } from './words.ts'

/**
 * Page one of the paper alone, with the attachments of the whole one. Made when it is first asked for, kept, and the same
 * bytes ever after; once the whole one was made anew, with what is in that. Of a revoked certificate only what is kept.
 */
export async function summarise(ctx: Context, id: string, find: FindForm = getForm): Promise<HandedOut> {
  const found = await read(ctx, async (tx, actor) => {
    const certificate = await find(tx, actor, id, ctx.now())
    const files = await store.listNewest(tx, id)
    const newest = files.find(({ form }) => form === 'pdf')?.version ?? 1
    return { certificate, files, newest, kept: await findMade(tx, id, 'summary.pdf', newest) }
  })
  const { certificate, files, newest, kept } = found
  if (kept) return { certificate, file: kept }
  if (certificate.revokedAt) throw new Refusal('wrong-state', say('revoked-not-exported'))
  const snapshot = JSON.parse(certificate.snapshot)
  const textOf = (wanted: SignedForm) =>
    Buffer.from(files.find(({ form }) => form === wanted)?.bytes ?? '').toString('utf8')
  const attachments = attachmentsOf({ jwt: textOf('jwt'), 'ob3.json': textOf('ob3.json') }, snapshot)
  const bytes = await drawPaper(ctx, snapshot, attachments, 'summary')
  const file = {
    form: 'summary.pdf' as const,
    mediaType: 'application/pdf',
    sha256: sha256(bytes),
    bytes,
    version: newest,
  }
  return keepMade(ctx, id, file, (tx) => findMade(tx, id, 'summary.pdf', newest))
}
