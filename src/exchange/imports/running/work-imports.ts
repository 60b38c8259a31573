import type { Context, Services } from '../../../context.ts'
import { Refusal } from '../../../errors.ts'
import { claimImport, failImport, putOffImport, readBytes } from '../queue-store.ts'
import type { Import } from '../store.ts'
import { checkImport } from './check-import.ts'
import { enterRows, LEASE_MS } from './enter-rows.ts'

/** One turn of the job takes so long. */
const TURN_MS = 50_000

/** So often at most something is tried that the service could not do; then it is told. */
const MAX_ATTEMPTS = 8
const LONGEST_WAIT_MS = 60_000

/**
 * Checks tables that were sent, and enters the rows of those that are to be, for as long as a turn may take. May run twice
 * and in several processes: how far an import is stands beside what was entered of it, and is written with it.
 */
export async function workImports(services: Services): Promise<void> {
  const { db, now } = services
  const ends = performance.now() + TURN_MS
  while (performance.now() < ends) {
    const claimed = await claimImport(db.owner, now(), new Date(now().getTime() + LEASE_MS))
    if (!claimed) return
    await settle(services, claimed, ends)
  }
}

async function settle(services: Services, claimed: Import, ends: number): Promise<void> {
  const { db, now, readImport } = services
  try {
    const bytes = await readBytes(db.owner, claimed.id)
    if (!bytes) return await failImport(db.owner, claimed.id, 'erased', now())
    const read = await readImport(claimed.kind, bytes)
    const ctx = contextOf(services, claimed)
    if (claimed.state === 'checking') await checkImport(ctx, claimed, read)
    else await enterRows(ctx, claimed, read, ends)
  } catch (error) {
    const isShutOut = error instanceof Refusal && ['forbidden', 'unauthenticated'].includes(error.reason)
    if (isShutOut) return failImport(db.owner, claimed.id, 'not-allowed', now())
    if (claimed.attempts >= MAX_ATTEMPTS) return failImport(db.owner, claimed.id, 'broken', now())
    const wait = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (claimed.attempts - 1))
    await putOffImport(db.owner, claimed, new Date(now().getTime() + wait))
  }
}

/** On behalf of whoever asked, with what they may do now. */
function contextOf(services: Services, { id, scopes, ...asked }: Import): Context {
  const { organisationId, clientId, memberId, signedIn, credentialId, subjectHash } = asked
  return {
    ...services,
    actor: { organisationId, clientId, memberId, personId: null, signedIn, credentialId, subjectHash },
    admission: { scopes, access: null },
    requestId: `import:${id}`,
    answer: null,
  }
}
