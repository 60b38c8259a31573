import type {
  Accreditation,
  ConfirmedIdentity,
  IdentifyingFacts,
} from '../../../db/schema/parties/confirmed-identity.ts'
import { type Fault, Refusal } from '../../../errors.ts'
import type { Hindrance, Subject } from '../../../platform/actions/action.ts'
import { say } from '../words.ts'

const identifying = [
  'name',
  'latinName',
  'legalName',
  'country',
  'oid',
  'registrationNumber',
] as const satisfies readonly (keyof IdentifyingFacts)[]

/** Who checked it and how, whichever statement says so. */
export type CheckedIdentity = Omit<ConfirmedIdentity, 'statement'>

/** What identifies an organisation, of all that the directory has of it. */
export const identifyingFactsOf = (of: IdentifyingFacts): IdentifyingFacts => {
  const { name, latinName, legalName, country, oid, registrationNumber } = of
  return { name, latinName, legalName, country, oid, registrationNumber }
}

/** The names of the identifying facts that would be others. */
export const changedIdentifying = (before: IdentifyingFacts, after: Partial<IdentifyingFacts>): string[] =>
  identifying.filter((fact) => after[fact] !== undefined && after[fact] !== before[fact])

/** What is changed, and whether that is something that was confirmed. */
export type EntryChange = Subject & { ofConfirmed?: boolean }

/** Whether a change touches what somebody vouches for. */
export const isOfConfirmed = (
  found: IdentifyingFacts & { identity: ConfirmedIdentity | null },
  changes: Partial<IdentifyingFacts>,
): boolean => found.identity !== null && changedIdentifying(found, changes).length > 0

/** What was confirmed changes with its confirmation, and by whoever runs the service alone. */
export const unlessConfirmed =
  (reason: Hindrance['reason']) =>
  ({ ofConfirmed }: EntryChange): Hindrance | null =>
    ofConfirmed ? { reason, sentence: say('identity-is-confirmed') } : null

/** Refuses a statement that says how it was checked in no words, on a day to come, or of a time that ends before it begins. */
export function assertStated(
  { checkedHow, checkedHowText, checkedOn, accreditations }: CheckedIdentity,
  today: string,
): void {
  const faults: Fault[] = []
  const report = (pointer: string, detail: Fault['detail']) => faults.push({ in: 'body', pointer, detail })
  if (checkedOn > today) report('/checkedOn', say('lies-ahead'))
  if (checkedHow === 'other' && checkedHowText === null) report('/checkedHowText', say('say-how'))
  for (const [index, { from, until }] of accreditations.entries()) {
    if (until !== null && until < from) report(`/accreditations/${index}/until`, say('ends-before'))
  }
  if (faults.length > 0) throw new Refusal('incomplete', say('identity-unfit'), faults)
}

/** Those of the accreditations that hold on a calendar day. */
export const accreditedOn = (accreditations: readonly Accreditation[], day: string): Accreditation[] =>
  accreditations.filter(({ from, until }) => from <= day && (until === null || day <= until))
