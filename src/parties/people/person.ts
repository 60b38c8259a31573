import type { people } from '../../db/schema/parties/people.ts'
import { Refusal } from '../../errors.ts'
import { ageOn, isUnderAge } from '../../platform/ages.ts'
import type { LinkedAs } from '../../platform/auth/link-terms.ts'
import { latestToday } from '../../platform/clocks.ts'
import type { Zone } from '../../platform/time-zone.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { isSameName } from '../names/same-name.ts'
import { say } from './words.ts'

/** When somebody was born, or where nobody knows, whether they are of age by what their organisation says. */
export type Majority = { birthDate: string | null; ofAge?: boolean | null | undefined }

/** Until majority is reached a guardian signs too. */
export function needsGuardian({ birthDate, ofAge }: Majority, day: string): boolean {
  return birthDate === null ? ofAge !== true : isUnderAge(birthDate, day)
}

/** Refuses a person of whom neither the birth date is known nor whether they are of age. */
export function assertMajorityKnown({ birthDate, ofAge }: Majority): void {
  if (birthDate !== null || (ofAge ?? null) !== null) return
  throw unborn(say('majority-unknown'), say('say-of-age'))
}

export const withoutBirthDate = [
  'confirm-by-birth-date',
  'find-by-birth-date',
  'come-of-age-by-date',
] as const
/** What cannot be had of somebody whose birth date nobody knows. */
export const lackedBy = ({ birthDate, erasedAt, mergedInto }: Person): (typeof withoutBirthDate)[number][] =>
  birthDate === null && erasedAt === null && mergedInto === null ? [...withoutBirthDate] : []

/** The oldest that somebody is taken to be. */
const MAX_AGE = 100

/** Refuses a birth date (YYYY-MM-DD) that lies after today in a time zone, or more than a hundred years before it. */
export function assertBorn(birthDate: string, now: Date, zone: Zone): void {
  const today = latestToday(now, zone)
  if (birthDate > today) throw unborn(say('born-ahead'), say('not-ahead'))
  if (ageOn(birthDate, today) > MAX_AGE) throw unborn(say('born-long-ago'), say('not-long-ago'))
}

const unborn = (sentence: Sentence, detail: Sentence) =>
  new Refusal('incomplete', sentence, [{ in: 'body', pointer: '/birthDate', detail }])

type Person = typeof people.$inferSelect

type Guardians = Pick<Person, 'guardianName' | 'secondGuardianName'>

/** What the guardian is called who is asked for; null: nobody has said it. */
export const nameOfGuardian = (
  { guardianName, secondGuardianName }: Guardians,
  { secondGuardian }: Pick<LinkedAs, 'secondGuardian'>,
): string | null => (secondGuardian ? secondGuardianName : guardianName) || null

/** Refuses to have somebody act as the guardian of a learner of whose guardian nobody has said the name. */
export function assertHolderNamed(guardians: Guardians, { party, secondGuardian }: LinkedAs): void {
  if (party === 'learner') {
    if (secondGuardian) throw unfitGuardian('/secondGuardian', say('of-guardians-alone'))
    return
  }
  if (!nameOfGuardian(guardians, { secondGuardian }))
    throw new Refusal('wrong-state', say(secondGuardian ? 'no-second-guardian-named' : 'no-guardian-named'))
}

/** Refuses a second guardian where there is no first one, or of the same name: then nobody could tell who signed. */
export function assertTwoGuardians({
  guardianName,
  secondGuardianName,
}: {
  [K in keyof Guardians]?: Guardians[K] | undefined
}): void {
  if (!secondGuardianName) return
  if (!guardianName) throw unfitGuardian('/secondGuardianName', say('first-guardian-first'))
  if (isSameName(guardianName, secondGuardianName))
    throw unfitGuardian('/secondGuardianName', say('same-guardian'))
}

const unfitGuardian = (pointer: string, detail: Sentence) =>
  new Refusal('incomplete', say('guardians-unfit'), [{ in: 'body', pointer, detail }])

/** A person who was not erased. */
export type KnownPerson = Person & { givenName: string; familyName: string }

/** Refuses a record that turned out to be of the same person as another one, and says which. */
export function assertNotMerged({ mergedInto }: Pick<Person, 'mergedInto'>): void {
  if (mergedInto === null) return
  throw new Refusal('wrong-state', say('merged', { person: mergedInto }), [], { personId: mergedInto })
}

/** A person of whom it is known who they are; refuses one who was erased, and a record that was merged into another one. */
export function knownPerson<P extends Person>(person: P): P & KnownPerson {
  assertNotMerged(person)
  if (isKnown(person)) return person
  throw new Refusal('wrong-state', say('erased'))
}

/** Whether it is known who they are: nobody has erased them, or merged them into somebody else. */
export const isKnown = <P extends Person>(person: P): person is P & KnownPerson =>
  person.erasedAt === null && person.mergedInto === null
