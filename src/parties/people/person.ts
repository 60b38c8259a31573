import type { people } from '../../db/schema/parties/people.ts'
import { Refusal } from '../../errors.ts'
import { latestToday } from '../../platform/clocks.ts'
import type { Zone } from '../../platform/time-zone.ts'
import { say } from './words.ts'

/** The age in whole years on a calendar day (YYYY-MM-DD); a person born on 29 February turns older on 1 March. */
export function ageOn(birthDate: string, day: string): number {
  const [by = 0, bm = 0, bd = 0] = birthDate.split('-').map(Number)
  const [y = 0, m = 0, d = 0] = day.split('-').map(Number)
  return y - by - (m < bm || (m === bm && d < bd) ? 1 : 0)
}

/** Majority is reached at 18 (Latvian Civil Law, section 219): until then a guardian signs too. */
export function needsGuardian(person: { birthDate: string }, day: string): boolean {
  return ageOn(person.birthDate, day) < 18
}

/** Refuses a birth date (YYYY-MM-DD) that lies after today in a time zone. */
export function assertBorn(birthDate: string, now: Date, zone: Zone): void {
  if (birthDate > latestToday(now, zone)) {
    throw new Refusal('incomplete', say('born-ahead'), [
      { in: 'body', pointer: '/birthDate', detail: say('not-ahead') },
    ])
  }
}

type Person = typeof people.$inferSelect

/** A person who was not erased. */
export type KnownPerson = Person & { givenName: string; familyName: string; birthDate: string }

/** A person of whom it is known who they are; refuses one who was erased. */
export function knownPerson<P extends Person>(person: P): P & KnownPerson {
  if (isKnown(person)) return person
  throw new Refusal('wrong-state', say('erased'))
}

/** Whether it is known who they are: nobody has erased them. */
export const isKnown = <P extends Person>(person: P): person is P & KnownPerson => person.erasedAt === null
