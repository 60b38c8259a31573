import { type Fault, Refusal } from '../../errors.ts'
import { unwritable } from '../../platform/pdf/writable.ts'
import { say } from './words.ts'

type Names = {
  givenName: string | null
  familyName: string | null
  latinGivenName?: string | null | undefined
  latinFamilyName?: string | null | undefined
}

/** The name as its owner writes it; who has one name has no given one. */
export const fullName = ({ givenName, familyName }: Pick<Names, 'givenName' | 'familyName'>): string =>
  [givenName, familyName].filter(Boolean).join(' ')

/** The names as papers can show them: in Latin letters where the fonts do not have their own. */
export function writtenNames({ givenName, familyName, latinGivenName, latinFamilyName }: Names) {
  const written = (own: string | null, latin: string | null | undefined) =>
    own !== null && unwritable(own) !== '' ? (latin ?? own) : (own ?? '')
  return {
    givenName: written(givenName, latinGivenName),
    familyName: written(familyName, latinFamilyName),
  }
}

/** A fault for each name that no paper can show, and that has no form in Latin letters beside it. */
function nameFaults(names: Names): Fault[] {
  const pairs = [
    [names.givenName, names.latinGivenName, '/latinGivenName'],
    [names.familyName, names.latinFamilyName, '/latinFamilyName'],
  ] as const
  return pairs
    .filter(([own, latin]) => own !== null && unwritable(own) !== '' && !latin)
    .map(([, , pointer]) => ({ in: 'body', pointer, detail: say('latin-needed') }))
}

/** Refuses a name that no paper can show, naming what is missing beside it. */
export function assertWritten(names: Names): void {
  const faults = nameFaults(names)
  if (faults.length > 0) throw new Refusal('incomplete', say('names-unfit'), faults)
}

type Named = { name: string; latinName?: string | null | undefined }

/** The name as papers can show it: in Latin letters where the fonts do not have its own. */
export const writtenName = ({ name, latinName }: Named): string =>
  unwritable(name) === '' ? name : (latinName ?? name)

/** Refuses a name that no paper can show, and that has no form in Latin letters beside it. */
export function assertNameWritten({ name, latinName }: Named): void {
  if (unwritable(name) === '' || latinName) return
  throw new Refusal('incomplete', say('name-unfit'), [
    { in: 'body', pointer: '/latinName', detail: say('latin-name-needed') },
  ])
}
