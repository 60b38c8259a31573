import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { personActions } from './actions.ts'
import { assertNotThere } from './assert-not-there.ts'
import { assertUninvited } from './assert-uninvited.ts'
import { conditionsOf, entered } from './entry.ts'
import type { NewPerson } from './schemas.ts'
import { insertPerson, type Person } from './store.ts'

/** Enters a learner of the actor's organisation, once unless it is said that it is somebody else. */
export async function registerPerson(
  ctx: Context,
  { sameNameIsAnother, ...input }: z.infer<typeof NewPerson>,
): Promise<Person> {
  return act(ctx, personActions.registerLearner, own(ctx), async ({ tx, actor, now }) => {
    const learner = entered(input, { now })
    for (const refuseUnfit of conditionsOf(learner, { now, zone: actor.zone })) refuseUnfit()
    if (!sameNameIsAnother) await assertNotThere(tx, actor.organisationId, learner)
    await assertUninvited(tx, actor.organisationId, input)
    const person = await insertPerson(tx, { ...learner, organisationId: actor.organisationId })
    return { value: person, subjectId: person.id }
  })
}
