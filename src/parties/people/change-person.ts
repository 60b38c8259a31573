import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { personActions } from './actions.ts'
import { assertNotThere } from './assert-not-there.ts'
import { assertUninvited } from './assert-uninvited.ts'
import { changedLearner, conditionsOfChange } from './entry.ts'
import { knownPerson } from './person.ts'
import type { ChangedPerson } from './schemas.ts'
import { getPerson, type Person, updatePerson } from './store.ts'
import { say } from './words.ts'

/** Corrects a learner's data. What was signed or issued before keeps the data it was signed or issued with. */
export async function changePerson(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  { sameNameIsAnother, ...changes }: z.infer<typeof ChangedPerson>,
): Promise<Person> {
  const hold = async (tx: Tx) => ({ ...(await getPerson(tx, id)), state: null })
  return act(ctx, personActions.correctLearner, hold, async ({ tx, subject, actor, now }) => {
    const person = knownPerson(subject)
    assertVersion(person.version)
    const { known, set, isSame } = changedLearner(person, changes)
    for (const refuseUnfit of conditionsOfChange(changes, known, { now, zone: actor.zone })) refuseUnfit()
    if (!isSame && !sameNameIsAnother) await assertNotThere(tx, person.organisationId, known, id)
    await assertUninvited(tx, person.organisationId, changes)
    const changed = await updatePerson(tx, person, set, now)
    if (!changed) throw new Refusal('stale', say('changed-meanwhile'))
    return { value: changed, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}
