import { writeDown } from '../../act.ts'
import { type Context, read, write } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { roleFor } from '../../platform/actions/may.ts'
import { sha256 } from '../../platform/hash.ts'
import { heldCertificate } from '../certificates/certificate.ts'
import { attachmentsOf } from '../certificates/make-documents.ts'
import * as store from '../certificates/store.ts'
import { downloadActions } from './actions.ts'
import { getForm } from './get-form.ts'
import { say } from './words.ts'

type Made = { row: store.Certificate; file: store.CertificateFile }

/**
 * Page one of the paper alone, with the attachments of the whole one. Made when it is first asked for, kept, and the same
 * bytes ever after; once the credential was signed anew, with the new one. Of a revoked certificate only what is kept.
 */
export async function summarise(ctx: Context, id: string): Promise<Made> {
  const found = await read(ctx, async (tx, actor) => {
    const row = await getForm(tx, actor, id, ctx.now())
    const { version: newest = 1, ...jwt } = await store.getFile(tx, id, 'jwt')
    return { row, jwt, newest, kept: await store.findSummary(tx, id, newest) }
  })
  const { row, jwt, newest, kept } = found
  if (kept) return { row, file: kept }
  if (row.revokedAt) throw new Refusal('wrong-state', say('revoked-not-exported'))
  const snapshot = JSON.parse(row.snapshot)
  const attachments = attachmentsOf(Buffer.from(jwt.bytes).toString('utf8'), snapshot)
  const bytes = await ctx.draw(snapshot, attachments, 'summary')
  const file = {
    form: 'summary.pdf' as const,
    mediaType: 'application/pdf',
    sha256: sha256(bytes),
    bytes,
    version: newest,
  }
  return write(ctx, async (tx, actor) => {
    const held = await store.lockCertificate(tx, id)
    const earlier = await store.findSummary(tx, id, newest)
    if (earlier) return { row: held, file: earlier }
    await store.insertFiles(tx, held, [file])
    const { exportCredential: action } = downloadActions
    const line = { subjectId: id, details: { form: file.form, sha256: file.sha256 } }
    await writeDown(tx, ctx, action, heldCertificate(held), line, roleFor(action, actor))
    return { row: held, file }
  })
}
