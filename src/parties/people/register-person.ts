import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { dayOf } from '../../platform/dates.ts'
import { assertBorn } from './person.ts'
import type { NewPerson } from './schemas.ts'
import { insertPerson, type Person } from './store.ts'

/** Enters a learner of the actor's organisation. Refuses a birth date that lies ahead. */
export async function registerPerson(ctx: Context, input: z.infer<typeof NewPerson>): Promise<Person> {
  assertBorn(input.birthDate, dayOf(ctx.now()))
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const person = await insertPerson(tx, {
      ...input,
      organisationId: ctx.actor.organisationId,
      email: input.email ?? null,
      createdAt: now,
      updatedAt: now,
    })
    await record(tx, ctx, 'person.register', person.id)
    return person
  })
}
