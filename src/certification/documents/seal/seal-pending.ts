import { writeDown } from '../../../act.ts'
import { type Context, type Services, write } from '../../../context.ts'
import { workThrough } from '../../../platform/jobs/work-through.ts'
import { certificateActions } from '../../certificates/actions.ts'
import { heldCertificate } from '../../certificates/certificate.ts'
import * as store from '../../certificates/store.ts'
import { drawing } from '../pdf/drawing.ts'
import { makeSeal, sealOf } from './make-seal.ts'
import { listPendingSeals, sealing } from './store.ts'

/** Seals the papers that could not be sealed when they were issued. Failures are thrown at the end. */
export async function sealPending(services: Services): Promise<void> {
  const { eseal, db } = services
  if (!eseal) return
  const due = await listPendingSeals(db.owner, eseal.organisationId, services.now(), 100)
  const failures = await workThrough(services, sealing, due, ({ certificate }) =>
    sealCertificate(jobContext(services, certificate), certificate),
  )
  if (failures.length > 0) throw new AggregateError(failures, 'Some certificates could not be sealed.')
}

function jobContext(services: Services, { id, organisationId, issuerId }: store.Certificate): Context {
  const actor = { organisationId, clientId: null, memberId: issuerId, personId: null }
  return { ...services, actor, requestId: `job:${id}`, answer: null }
}

/** Makes the seal outside of any transaction, then keeps it where none was kept meanwhile: there is one seal, or none. */
async function sealCertificate(ctx: Context, pending: store.Certificate): Promise<void> {
  const eseal = sealOf(ctx, pending.organisationId)
  if (!eseal) return
  const [pdf] = await store.listFiles(ctx.db.owner, [pending.id], 'pdf')
  if (!pdf) throw new Error(`The certificate ${pending.number} has no paper to seal.`)
  // Papers that were drawn otherwise have no place for a word of it.
  const snapshot = pending.drawing === drawing ? JSON.parse(pending.snapshot) : null
  const made = await makeSeal(ctx, eseal, pdf.bytes, snapshot)
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
