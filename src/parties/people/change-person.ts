import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { assertWritten, fullName } from '../names/names.ts'
import { isSameName } from '../names/same-name.ts'
import { personActions } from './actions.ts'
import { assertNotThere } from './assert-not-there.ts'
import { assertUninvited } from './assert-uninvited.ts'
import { assertBorn, assertMajorityKnown, assertTwoGuardians, knownPerson } from './person.ts'
import type { ChangedPerson } from './schemas.ts'
import { getPerson, type Person, updatePerson } from './store.ts'
import { say } from './words.ts'

type Addresses = Partial<Pick<Person, 'email' | 'emailEnds' | 'privateEmail'>>

/** What goes with an address: the day on which it ends with one that is replaced, all that is known of one that is forgotten. */
function addressChanges(
  { email, emailEnds, privateEmail }: Addresses,
  person: Pick<Person, 'email'>,
): Partial<Person> {
  const isAnother = email !== undefined && email !== person.email
  return {
    ...(isAnother && emailEnds === undefined && { emailEnds: null }),
    ...(privateEmail === null && { privateEmailSince: null, writtenPrivately: null }),
  }
}

/** Corrects a learner's data. What was signed or issued before keeps the data it was signed or issued with. */
export async function changePerson(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  { sameNameIsAnother, ...changes }: z.infer<typeof ChangedPerson>,
): Promise<Person> {
  const hold = async (tx: Tx) => ({ ...(await getPerson(tx, id)), state: null })
  return act(ctx, personActions.correctLearner, hold, async ({ tx, subject, actor, now }) => {
    if (changes.birthDate) assertBorn(changes.birthDate, now, actor.zone)
    const person = knownPerson(subject)
    assertVersion(person.version)
    const named = changes.givenName === null ? { ...changes, givenName: '' } : changes
    const changesNow = given(named)
    const known = { ...person, ...changesNow }
    assertWritten(known)
    assertTwoGuardians(known)
    const { birthDate, ofAge } = known
    assertMajorityKnown({ birthDate, ofAge })
    const isAsBefore = isSameName(fullName(known), fullName(person)) && birthDate === person.birthDate
    if (!isAsBefore && !sameNameIsAnother) await assertNotThere(tx, person.organisationId, known, id)
    await assertUninvited(tx, person.organisationId, changes)
    const changed = await updatePerson(
      tx,
      person,
      { ...changesNow, ...addressChanges(changesNow, person), ofAge: birthDate === null ? ofAge : null },
      now,
    )
    if (!changed) throw new Refusal('stale', say('changed-meanwhile'))
    return { value: changed, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}
