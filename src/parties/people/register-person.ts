import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { assertWritten } from '../names/names.ts'
import { personActions } from './actions.ts'
import { assertBorn } from './person.ts'
import type { NewPerson } from './schemas.ts'
import { insertPerson, type Person } from './store.ts'

/** Enters a learner of the actor's organisation. Refuses a birth date that lies ahead. */
export async function registerPerson(ctx: Context, input: z.infer<typeof NewPerson>): Promise<Person> {
  return act(ctx, personActions.registerLearner, own(ctx), async ({ tx, actor, now }) => {
    assertBorn(input.birthDate, now, actor.zone)
    const givenName = input.givenName ?? ''
    assertWritten({ ...input, givenName })
    const person = await insertPerson(tx, {
      ...input,
      givenName,
      organisationId: actor.organisationId,
      email: input.email ?? null,
      createdAt: now,
      updatedAt: now,
    })
    return { value: person, subjectId: person.id }
  })
}
