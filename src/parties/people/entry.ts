import type { z } from 'zod'
import { given } from '../../platform/http/given.ts'
import type { Zone } from '../../platform/time-zone.ts'
import { assertWritten, fullName } from '../names/names.ts'
import { isSameName } from '../names/same-name.ts'
import { assertBorn, assertMajorityKnown, assertTwoGuardians, type KnownPerson } from './person.ts'
import type { ChangedPerson, NewPerson } from './schemas.ts'
import type { Person } from './store.ts'

type Entered = Omit<z.infer<typeof NewPerson>, 'sameNameIsAnother'>
export type LearnerChanges = Omit<z.infer<typeof ChangedPerson>, 'sameNameIsAnother'>

/** When something is entered, by the days of whoever enters it. */
export type Entering = { now: Date; zone: Zone }

/** A learner as they are entered. */
export function entered({ ...input }: Entered, { now }: Pick<Entering, 'now'>) {
  const birthDate = input.birthDate ?? null
  return {
    ...input,
    givenName: input.givenName ?? '',
    birthDate,
    ofAge: birthDate === null ? (input.ofAge ?? null) : null,
    email: input.email ?? null,
    createdAt: now,
    updatedAt: now,
  }
}

/** What has to hold of a learner who is entered: each refuses. */
export const conditionsOf = (
  learner: ReturnType<typeof entered>,
  { now, zone }: Entering,
): (() => void)[] => [
  () => learner.birthDate !== null && assertBorn(learner.birthDate, now, zone),
  () => assertMajorityKnown(learner),
  () => assertWritten(learner),
  () => assertTwoGuardians(learner),
]

/** What a change comes to: how they are known then, what is set, and whether they are still called and born the same. */
export function changedLearner(person: KnownPerson, changes: LearnerChanges) {
  const named = changes.givenName === null ? { ...changes, givenName: '' } : changes
  const changesNow = given(named)
  const known = { ...person, ...changesNow }
  const ofAge = known.birthDate === null ? known.ofAge : null
  const isSame = isSameName(fullName(known), fullName(person)) && known.birthDate === person.birthDate
  return { known, set: { ...changesNow, ...addressChanges(changesNow, person), ofAge }, isSame }
}

/** What has to hold of a learner who is changed: each refuses. */
export const conditionsOfChange = (
  { birthDate }: LearnerChanges,
  known: ReturnType<typeof changedLearner>['known'],
  { now, zone }: Entering,
): (() => void)[] => [
  () => birthDate && assertBorn(birthDate, now, zone),
  () => assertWritten(known),
  () => assertTwoGuardians(known),
  () => assertMajorityKnown(known),
]

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
