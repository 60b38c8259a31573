import { writeDown } from '../../../act.ts'
import { type Context, type Services, write } from '../../../context.ts'
import { certificateActions } from '../../certificates/actions.ts'
import { heldCertificate } from '../../certificates/certificate.ts'
import * as store from '../../certificates/store.ts'
import { SealUnavailable } from './electronic-seal.ts'
import { makeSeal, sealOf } from './make-seal.ts'
import { listPendingSeals } from './store.ts'

/**
 * Seals the papers that could not be sealed when they were issued. While the e-seal gives no signature, the turn ends at
 * the first; any other failure holds up no other paper. Failures are thrown at the end.
 */
export async function sealPending(services: Services): Promise<void> {
  if (!services.eseal) return
  const failures: unknown[] = []
  for (const pending of await listPendingSeals(services.db.owner, services.eseal.organisationId, 100)) {
    const actor = {
      organisationId: pending.organisationId,
      clientId: null,
      memberId: pending.issuerId,
      personId: null,
    }
    try {
      await sealCertificate(
        { ...services, actor, requestId: `job:${pending.id}`, idempotency: null },
        pending,
      )
    } catch (error) {
      failures.push(error)
      if (error instanceof SealUnavailable) break
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some certificates could not be sealed.')
}

/** Makes the seal outside of any transaction, then keeps it where none was kept meanwhile: there is one seal, or none. */
async function sealCertificate(ctx: Context, pending: store.Certificate): Promise<void> {
  const eseal = sealOf(ctx, pending.organisationId)
  if (!eseal) return
  const [pdf] = await store.listFiles(ctx.db.owner, [pending.id], 'pdf')
  if (!pdf) throw new Error(`The certificate ${pending.number} has no paper to seal.`)
  const made = await makeSeal(ctx, eseal, pdf.bytes)
  await write(ctx, async (tx) => {
    const certificate = await store.lockCertificate(tx, pending.id)
    if (certificate.seal !== 'pending' || certificate.revokedAt) return
    await store.insertFiles(tx, certificate, [made.file])
    await store.updateCertificate(tx, certificate.id, { ...made.seal, updatedAt: ctx.now() })
    await writeDown(tx, ctx, certificateActions.sealCertificate, heldCertificate(certificate), {
      subjectId: certificate.id,
      details: { sha256: made.file.sha256 },
    })
  })
}
