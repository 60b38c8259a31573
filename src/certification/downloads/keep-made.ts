import { writeDown } from '../../act.ts'
import { type Context, write } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { roleFor } from '../../platform/actions/may.ts'
import { heldCertificate } from '../certificates/certificate.ts'
import * as store from '../certificates/store.ts'
import { downloadActions } from './actions.ts'

/** A certificate, and one of its documents as it is handed out. */
export type HandedOut = { certificate: store.Certificate; file: store.CertificateFile }

/** Keeps a document that was made when it was first asked for; where somebody was faster, theirs is the one. */
export async function keepMade(
  ctx: Context,
  id: string,
  file: store.CertificateFile,
  find: (tx: Tx) => Promise<store.CertificateFile | null>,
): Promise<HandedOut> {
  return write(ctx, async (tx, actor) => {
    const certificate = await store.lockCertificate(tx, id)
    const earlier = await find(tx)
    if (earlier) return { certificate, file: earlier }
    await store.insertFiles(tx, certificate, [file])
    const { exportCredential: action } = downloadActions
    const line = { subjectId: id, details: { form: file.form, sha256: file.sha256 } }
    await writeDown(tx, ctx, action, heldCertificate(certificate), line, roleFor(action, actor))
    return { certificate, file }
  })
}
