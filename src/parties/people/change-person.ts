import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { notFound, Refusal } from '../../errors.ts'
import { dayOf } from '../../platform/dates.ts'
import { given } from '../../platform/http/given.ts'
import { assertBorn } from './person.ts'
import type { ChangedPerson } from './schemas.ts'
import { getKnownPerson, getPerson, type Person, updatePerson } from './store.ts'

/** Corrects a learner's data. What was signed or issued before keeps the data it was signed or issued with. */
export async function changePerson(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedPerson>,
): Promise<Person> {
  if (changes.birthDate) assertBorn(changes.birthDate, dayOf(ctx.now()))
  return write(ctx, async (tx) => {
    const { organisationId } = await getPerson(tx, id)
    if (organisationId !== ctx.actor.organisationId) throw notFound('person')
    const person = await getKnownPerson(tx, id)
    assertVersion(person.version)
    const changed = await updatePerson(tx, person, given(changes), ctx.now())
    if (!changed) throw new Refusal('stale', 'It was changed after you read it. Read it again.')
    await record(tx, ctx, 'person.change', id, { changed: Object.keys(changes) })
    return changed
  })
}
