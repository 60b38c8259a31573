import { and, between, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { people } from '../../../db/schema/parties/people.ts'
import { AT_A_TIME, type Days } from './remind-store.ts'

/** Learners whose address at their school ends within these days, and who have confirmed none of their own. */
export async function listAddressesEnding(
  tx: Tx,
  organisationId: string,
  { from, to }: Days,
): Promise<{ personId: string; emailEnds: string }[]> {
  const rows = await tx
    .select({ personId: people.id, emailEnds: people.emailEnds })
    .from(people)
    .where(
      and(
        eq(people.organisationId, organisationId),
        between(people.emailEnds, from, to),
        isNotNull(people.email),
        isNull(people.privateEmail),
      ),
    )
    .orderBy(people.emailEnds, people.id)
    .limit(AT_A_TIME)
  return rows.map(({ personId, emailEnds }) => ({ personId, emailEnds: emailEnds! }))
}
