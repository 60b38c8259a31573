import type { z } from 'zod'
import { type Context, write } from '../context.ts'
import { Refusal } from '../errors.ts'
import { record } from '../platform/audit/record.ts'
import type { NewPerson } from './schemas.ts'
import { insertPerson, type Person } from './store.ts'

/** Enters a learner of the actor's organisation. Refuses a birth date that lies ahead. */
export async function registerPerson(ctx: Context, input: z.infer<typeof NewPerson>): Promise<Person> {
  assertBorn(ctx, input.birthDate)
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

export function assertBorn(ctx: Context, birthDate: string | undefined): void {
  if (birthDate && birthDate > ctx.now().toISOString().slice(0, 10)) {
    throw new Refusal('incomplete', 'The birth date lies in the future.', [
      { in: 'body', pointer: '/birthDate', detail: 'must not lie in the future' },
    ])
  }
}
