import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { assertWritten } from '../names/names.ts'
import { personActions } from './actions.ts'
import { assertUninvited } from './assert-uninvited.ts'
import { assertBorn, assertMajorityKnown, knownPerson } from './person.ts'
import type { ChangedPerson } from './schemas.ts'
import { getPerson, type Person, updatePerson } from './store.ts'
import { say } from './words.ts'

/** Corrects a learner's data. What was signed or issued before keeps the data it was signed or issued with. */
export async function changePerson(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedPerson>,
): Promise<Person> {
  const hold = async (tx: Tx) => ({ ...(await getPerson(tx, id)), state: null })
  return act(ctx, personActions.correctLearner, hold, async ({ tx, subject, actor, now }) => {
    if (changes.birthDate) assertBorn(changes.birthDate, now, actor.zone)
    const person = knownPerson(subject)
    assertVersion(person.version)
    const named = changes.givenName === null ? { ...changes, givenName: '' } : changes
    assertWritten({ ...person, ...given(named) })
    const changesNow = given(named)
    const { birthDate, ofAge } = { ...person, ...changesNow }
    assertMajorityKnown({ birthDate, ofAge })
    await assertUninvited(tx, person.organisationId, changes)
    const changed = await updatePerson(
      tx,
      person,
      { ...changesNow, ofAge: birthDate === null ? ofAge : null },
      now,
    )
    if (!changed) throw new Refusal('stale', say('changed-meanwhile'))
    return { value: changed, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}
