import { writeDown } from '../../act.ts'
import { type Context, write } from '../../context.ts'
import { assertMay, roleFor } from '../../platform/actions/may.ts'
import { sharingActions } from './actions.ts'
import { theCertificate } from './certificate-links.ts'
import * as store from './store.ts'

/** Ends a share at once. One that has ended stays ended, and nothing is written down of it. */
export async function endShare(ctx: Context, certificateId: string, id: string): Promise<void> {
  const { endShare: action } = sharingActions
  await write(ctx, async (tx, actor) => {
    const certificate = await theCertificate(certificateId)(tx)
    assertMay(action, certificate, actor)
    const ended = await store.markShareEnded(tx, certificateId, id, ctx.now())
    const line = { subjectId: certificateId, details: { share: id } }
    if (ended) await writeDown(tx, ctx, action, certificate, line, roleFor(action, actor))
  })
}
