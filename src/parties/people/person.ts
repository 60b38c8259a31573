import type { people } from '../../db/schema/parties/people.ts'
import { Refusal } from '../../errors.ts'
import { isUnderAge } from '../../platform/ages.ts'
import { latestToday } from '../../platform/clocks.ts'
import type { Zone } from '../../platform/time-zone.ts'
import { say } from './words.ts'

/** Until majority is reached a guardian signs too. */
export function needsGuardian(person: { birthDate: string }, day: string): boolean {
  return isUnderAge(person.birthDate, day)
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
