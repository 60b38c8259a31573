import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { assertWritten } from '../names/names.ts'
import { personActions } from './actions.ts'
import { assertNotThere } from './assert-not-there.ts'
import { assertUninvited } from './assert-uninvited.ts'
import { assertBorn, assertMajorityKnown, assertTwoGuardians } from './person.ts'
import type { NewPerson } from './schemas.ts'
import { insertPerson, type Person } from './store.ts'

/** Enters a learner of the actor's organisation, once unless it is said that it is somebody else. */
export async function registerPerson(
  ctx: Context,
  { sameNameIsAnother, ...input }: z.infer<typeof NewPerson>,
): Promise<Person> {
  return act(ctx, personActions.registerLearner, own(ctx), async ({ tx, actor, now }) => {
    const birthDate = input.birthDate ?? null
    const ofAge = birthDate === null ? (input.ofAge ?? null) : null
    if (birthDate !== null) assertBorn(birthDate, now, actor.zone)
    assertMajorityKnown({ birthDate, ofAge })
    const givenName = input.givenName ?? ''
    assertWritten({ ...input, givenName })
    assertTwoGuardians(input)
    if (!sameNameIsAnother) await assertNotThere(tx, actor.organisationId, { ...input, givenName, birthDate })
    await assertUninvited(tx, actor.organisationId, input)
    const person = await insertPerson(tx, {
      ...input,
      givenName,
      birthDate,
      ofAge,
      organisationId: actor.organisationId,
      email: input.email ?? null,
      createdAt: now,
      updatedAt: now,
    })
    return { value: person, subjectId: person.id }
  })
}
