import type { Services } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { workThrough } from '../../platform/jobs/work-through.ts'
import { finishCertificate } from './finish-certificate.ts'
import { finishing, listIntended } from './store.ts'

/**
 * Takes up what a crash left behind: each recorded intent is finished, or voided when its case changed meanwhile. One
 * that a request is at work on may be finished here first; the request then returns what was issued. One that fails
 * holds up no other; its failure is thrown at the end.
 */
export async function finishIntended(services: Services): Promise<void> {
  const due = await listIntended(services.db.owner, services.now(), 100)
  const failures = await workThrough(services, finishing, due, async ({ certificate: intended }) => {
    const actor = {
      organisationId: intended.organisationId,
      clientId: null,
      memberId: intended.issuerId,
      personId: null,
    }
    const ctx = { ...services, actor, requestId: `job:${intended.id}`, answer: null }
    await finishCertificate(ctx, intended).catch((error) => {
      if (!(error instanceof Refusal)) throw error
    })
  })
  if (failures.length > 0)
    throw new AggregateError(failures, 'Some recorded certificates could not be issued.')
}
