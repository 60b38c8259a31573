import { and, count, desc, eq, gt, lt } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { messages } from '../../../db/schema/exchange/messages.ts'
import { unconfirmedAddresses } from '../../../db/schema/parties/unconfirmed-addresses.ts'

export type UnconfirmedAddress = typeof unconfirmedAddresses.$inferSelect

export async function insertUnconfirmed(
  tx: Tx,
  values: typeof unconfirmedAddresses.$inferInsert,
): Promise<UnconfirmedAddress> {
  const [row] = await tx.insert(unconfirmedAddresses).values(values).returning()
  return row!
}

/** The address that a person gave last, and may still confirm. */
export async function findWaiting(tx: Tx, personId: string, since: Date): Promise<UnconfirmedAddress | null> {
  const [row] = await tx
    .select()
    .from(unconfirmedAddresses)
    .where(and(eq(unconfirmedAddresses.personId, personId), gt(unconfirmedAddresses.givenAt, since)))
    .orderBy(desc(unconfirmedAddresses.givenAt), desc(unconfirmedAddresses.id))
    .limit(1)
  return row ?? null
}

export async function findUnconfirmed(tx: Tx, id: string): Promise<UnconfirmedAddress | undefined> {
  const [row] = await tx.select().from(unconfirmedAddresses).where(eq(unconfirmedAddresses.id, id))
  return row
}

/** Takes all that a person has not confirmed away, and returns it. */
export async function takeUnconfirmed(tx: Tx, personId: string): Promise<UnconfirmedAddress[]> {
  return tx.delete(unconfirmedAddresses).where(eq(unconfirmedAddresses.personId, personId)).returning()
}

/** What nobody has confirmed, and nobody can confirm any more. */
export async function deleteUnconfirmed(owner: Tx, before: Date): Promise<void> {
  await owner.delete(unconfirmedAddresses).where(lt(unconfirmedAddresses.givenAt, before))
}

/** How often a person had such a mail sent since a moment. */
export async function countAsked(tx: Tx, personId: string, since: Date): Promise<number> {
  const [row] = await tx
    .select({ asked: count() })
    .from(messages)
    .where(
      and(
        eq(messages.personId, personId),
        eq(messages.template, 'confirm-address'),
        gt(messages.createdAt, since),
      ),
    )
  return row?.asked ?? 0
}
