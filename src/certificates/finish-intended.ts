import type { Services } from '../context.ts'
import { Refusal } from '../errors.ts'
import { finishCertificate } from './issue-certificate.ts'
import { listIntended } from './store.ts'

/**
 * Takes up what a crash left behind: each recorded intent is finished, or voided when its case was closed meanwhile. One
 * that a request is at work on may be finished here first; the request then returns what was issued.
 */
export async function finishIntended(services: Services): Promise<void> {
  for (const intended of await listIntended(services.db.owner, 100)) {
    const actor = {
      organisationId: intended.organisationId,
      clientId: null,
      memberId: intended.issuerId,
      personId: null,
      roles: [],
      scopes: [],
    }
    const ctx = { ...services, actor, requestId: `job:${intended.id}`, idempotency: null }
    await finishCertificate(ctx, intended).catch((error) => {
      if (!(error instanceof Refusal)) throw error
    })
  }
}
