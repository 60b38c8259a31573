import { lt } from 'drizzle-orm'
import type { Services } from '../../context.ts'
import { idempotencyKeys } from '../../db/schema/platform.ts'

const KEPT_MS = 24 * 3600 * 1000

/** A key is remembered for a day. */
export async function forgetIdempotencyKeys(services: Services): Promise<void> {
  const before = new Date(services.now().getTime() - KEPT_MS)
  await services.db.owner.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before))
}
