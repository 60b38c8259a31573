import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { needsGuardian } from '../../parties/people/person.ts'
import { getKnownPerson } from '../../parties/people/store.ts'
import { dayOf } from '../../platform/dates.ts'
import { say } from './words.ts'

/** Refuses a guardian of a learner who is of age today, also where the link was made before. */
export async function assertParty(
  tx: Tx,
  ctx: Context,
  { party, personId }: { party: string; personId: string },
): Promise<void> {
  if (party === 'guardian' && !needsGuardian(await getKnownPerson(tx, personId), dayOf(ctx.now())))
    throw new Refusal('wrong-state', say('of-age'))
}
