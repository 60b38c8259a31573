import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound, Refusal } from '../../errors.ts'
import { actorNow } from '../../parties/organisations/store.ts'
import { isOpen } from '../stage.ts'
import { caseOf, lockRecognition, touchRecognition } from '../store.ts'
import { type Accommodation, insertAccommodation } from './store.ts'

/** The sending coordinator records a learner's special needs and what is done for them; replaces what was recorded. */
export async function recordAccommodation(
  ctx: Context,
  recognitionId: string,
  text: string,
): Promise<Accommodation> {
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const recognition = await lockRecognition(tx, recognitionId)
    if (recognition.organisationId !== ctx.actor.organisationId) throw notFound('recognition')
    const actor = await actorNow(tx, ctx.actor)
    if (!actor.roles.includes('coordinator')) {
      throw new Refusal('forbidden', 'This needs the role "coordinator".')
    }
    if (!isOpen(recognition.stage)) {
      throw new Refusal('wrong-state', `This case is ${recognition.stage}; nothing is recorded any more.`)
    }
    const row = await insertAccommodation(tx, recognition, { text, memberId: actor.memberId, at: now })
    await touchRecognition(tx, recognitionId, now)
    await record(tx, ctx, 'accommodation.record', row.id, { recognitionId }, caseOf(recognition))
    return row
  })
}
