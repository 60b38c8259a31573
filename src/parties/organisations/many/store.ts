import { and, eq, inArray, or } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { members } from '../../../db/schema/parties/organisations.ts'
import type { Member } from '../store.ts'

/** Members of an organisation who have one of these keys or addresses; held in one order where they are to be changed. */
export async function findMembers(
  tx: Tx,
  organisationId: string,
  { keys, addresses }: { keys: readonly string[]; addresses: readonly string[] },
  { hold }: { hold: boolean },
): Promise<Member[]> {
  if (keys.length + addresses.length === 0) return []
  const found = tx
    .select()
    .from(members)
    .where(
      and(
        eq(members.organisationId, organisationId),
        or(
          keys.length > 0 ? inArray(members.externalId, [...keys]) : undefined,
          addresses.length > 0 ? inArray(members.email, [...addresses]) : undefined,
        ),
      ),
    )
    .orderBy(members.id)
  return hold ? found.for('update') : found
}
