import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import * as store from '../certificates/store.ts'
import { correctionActions } from './actions.ts'
import { correctable } from './hold-correctable.ts'
import { decideCorrection } from './store.ts'

/** Gives up a correction: whoever proposed it takes it back, or somebody who decides says no. */
export async function dismissCorrection(ctx: Context, id: string): Promise<store.CertificateWithRequest> {
  const { dismissCorrection: action } = correctionActions
  return act(ctx, action, correctable(ctx, id), async ({ tx, subject, actor, now }) => {
    const { id: correctionId } = subject.certificate.correction!
    await decideCorrection(tx, correctionId, 'dismissed', actor.memberId!, now)
    const row = await store.updateCertificate(tx, id, { updatedAt: now })
    return { value: { ...row, request: null, correction: null }, subjectId: id, details: { correctionId } }
  })
}
