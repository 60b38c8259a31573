import { lt } from 'drizzle-orm'
import { Refusal } from '../errors.ts'
import type { Asker } from '../platform/auth/access.ts'
import { say } from '../platform/auth/words.ts'
import type { Database, Tx } from './client.ts'
import { deskForms } from './schema/recognition/desks.ts'

const KEPT_MS = 31 * 24 * 3600 * 1000

/** Notes that a form was sent from a desk; refuses the second one, which waits until it is known what became of the first. */
export async function takeForm(
  tx: Tx,
  { organisationId, deskId }: Asker,
  form: string,
  now: Date,
): Promise<void> {
  const taken = await tx
    .insert(deskForms)
    .values({ organisationId, deskId: deskId!, form, createdAt: now })
    .onConflictDoNothing()
    .returning({ form: deskForms.form })
  if (taken.length === 0) throw new Refusal('conflict', say('sent-already'), [], { form: 'taken' })
}

/** Forgets forms of desks that no longer work. */
export async function forgetDeskForms({ db, now }: { db: Database; now(): Date }): Promise<void> {
  await db.owner.delete(deskForms).where(lt(deskForms.createdAt, new Date(now().getTime() - KEPT_MS)))
}
