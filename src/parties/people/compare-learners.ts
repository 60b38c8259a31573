import type { z } from 'zod'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { foldAddress } from '../names/addresses.ts'
import {
  changedLearner,
  conditionsOf,
  conditionsOfChange,
  type Entering,
  entered,
  type LearnerChanges,
} from './entry.ts'
import { findAllNamed, findBirthDates, findByExternalIds, findPeople } from './many-store.ts'
import { assertNotMerged, type KnownPerson, knownPerson } from './person.ts'
import type { NewPerson } from './schemas.ts'
import { invitedAmong, type Person } from './store.ts'
import { say } from './words.ts'

type Given = z.infer<typeof NewPerson>

/** What has to be done so that a learner is registered as given. */
export type LearnerEntry =
  | { fate: 'create'; values: ReturnType<typeof entered> }
  | { fate: 'update'; person: KnownPerson; changes: Partial<Person>; changed: string[] }
  | { fate: 'unchanged'; person: KnownPerson }
  | { fate: 'refused'; faults: Fault[]; person: Person | null }

/**
 * Holds learners as they are given against those who are registered: by their external id, and else by name and birth
 * date. What a row leaves out stays as it is. `hold`: they are to be entered in this transaction.
 */
export async function compareLearners(
  tx: Tx,
  organisationId: string,
  learners: readonly Given[],
  entering: Entering,
  { hold }: { hold: boolean },
): Promise<LearnerEntry[]> {
  const keys = learners.flatMap(({ externalId }) => externalId ?? [])
  const keyed = new Map(
    (await findByExternalIds(tx, organisationId, keys, { hold })).map((person) => [
      person.externalId,
      person,
    ]),
  )
  const found = learners.map((learner) => (learner.externalId ? keyed.get(learner.externalId) : undefined))
  const named = await namesakes(tx, organisationId, learners, found, { hold })
  const invited = await invitedAmong(tx, organisationId, learners.flatMap(addressesOf))
  return learners.map((learner, index) => {
    const { namesake } = named[index]!
    const faults = invitedFaults(learner, invited)
    const person = found[index] ?? (isTheSame(learner, namesake) ? namesake : undefined)
    const entry = person ? changeOf(person, learner, entering) : creation(learner, entering)
    const other = namesake && namesake !== person ? [taken(namesake)] : []
    const all = [...faults, ...other, ...(entry.fate === 'refused' ? entry.faults : [])]
    return all.length > 0 ? { fate: 'refused', faults: all, person: person ?? namesake ?? null } : entry
  })
}

/** Of each who is new, or to be called otherwise, who is called so already. */
async function namesakes(
  tx: Tx,
  organisationId: string,
  learners: readonly Given[],
  found: readonly (Person | undefined)[],
  { hold }: { hold: boolean },
): Promise<{ namesake: Person | undefined }[]> {
  const wanted = learners.flatMap((learner, index) =>
    asksForNamesake(learner, found[index]) ? [{ named: entered(learner, { now: new Date(0) }), index }] : [],
  )
  // Whoever enters them makes others wait who enter the same; whoever only looks need not look at whom nobody could be.
  const days = wanted.flatMap(({ named }) => named.birthDate ?? [])
  const born = hold ? null : await findBirthDates(tx, organisationId, [...new Set(days)])
  const asked = wanted.filter(
    ({ named: { birthDate } }) => !born || birthDate === null || born.has(birthDate),
  )
  const ids = await findAllNamed(
    tx,
    organisationId,
    asked.map(({ named }) => named),
  )
  const people = new Map(
    (await findPeople(tx, [...new Set(ids.filter((id) => id !== null))], { hold })).map((person) => [
      person.id,
      person,
    ]),
  )
  const byIndex = new Map(asked.map(({ index }, place) => [index, people.get(ids[place] ?? '')]))
  return learners.map((_, index) => {
    const namesake = byIndex.get(index)
    return { namesake: namesake?.id === found[index]?.id ? undefined : namesake }
  })
}

function asksForNamesake(learner: Given, person: Person | undefined): boolean {
  if (!person) return !learner.sameNameIsAnother
  if (learner.sameNameIsAnother || person.familyName === null || person.mergedInto !== null) return false
  return !changedLearner(person as KnownPerson, changesIn(learner, person)).isSame
}

/** Whoever has no key yet, or is given without one, is known by name and birth date. */
const isTheSame = ({ externalId }: Given, namesake: Person | undefined) =>
  namesake !== undefined && (!externalId || namesake.externalId === null)

const taken = ({ id }: Person): Fault => ({
  in: 'body',
  pointer: '/familyName',
  detail: say('there-already', { person: id }),
})

function creation(learner: Given, entering: Entering): LearnerEntry {
  const { sameNameIsAnother: _, ...input } = learner
  const values = entered(input, entering)
  const faults = faultsOf(conditionsOf(values, entering))
  return faults.length > 0 ? { fate: 'refused', faults, person: null } : { fate: 'create', values }
}

function changeOf(found: Person, learner: Given, entering: Entering): LearnerEntry {
  try {
    assertNotMerged(found)
    const person = knownPerson(found)
    const changes = changesIn(learner, person)
    const changed = Object.keys(changes)
    if (changed.length === 0) return { fate: 'unchanged', person }
    const { known, set } = changedLearner(person, changes)
    const faults = faultsOf(conditionsOfChange(changes, known, entering))
    return faults.length > 0
      ? { fate: 'refused', faults, person }
      : { fate: 'update', person, changes: set, changed }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const fault: Fault = { in: 'body', pointer: '/externalId', detail: error.sentence }
    return { fate: 'refused', faults: [fault], person: found }
  }
}

/** What a row says otherwise than is known. That somebody is of age says nothing where their birth date is known. */
function changesIn({ sameNameIsAnother: _, ...learner }: Given, person: Person): LearnerChanges {
  const birthDate = learner.birthDate ?? person.birthDate
  return Object.fromEntries(
    Object.entries(learner).filter(
      ([name, value]) =>
        value != null && value !== person[name as keyof Person] && !(name === 'ofAge' && birthDate !== null),
    ),
  )
}

/** What each of the conditions refuses. */
function faultsOf(conditions: (() => void)[]): Fault[] {
  return conditions.flatMap((refuseUnfit) => {
    try {
      refuseUnfit()
      return []
    } catch (error) {
      if (error instanceof Refusal) return [...error.faults]
      throw error
    }
  })
}

const addressFields = ['email', 'guardianEmail', 'secondGuardianEmail'] as const

const addressesOf = (learner: Given): string[] =>
  addressFields.flatMap((name) => (learner[name] ? foldAddress(learner[name]) : []))

const invitedFaults = (learner: Given, invited: readonly string[]): Fault[] =>
  addressFields.flatMap((name) => {
    const address = learner[name]
    return address && invited.includes(foldAddress(address))
      ? [{ in: 'body' as const, pointer: `/${name}`, detail: say('works-for-a-host') }]
      : []
  })
