import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import type { Link } from '../../platform/auth/links.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { fullName } from '../names/names.ts'
import { isSameName } from '../names/same-name.ts'
import { settingsOf } from '../organisations/store.ts'
import { assertHolderNamed, type KnownPerson, nameOfGuardian } from './person.ts'
import { getKnownPerson } from './store.ts'
import { say } from './words.ts'

/** Whoever gives their word through a link: the name as typed, and by what right where it is not that of who was asked. */
export type SignedBy = { name: string; onBehalf: string | null }

type Asked = Pick<Link, 'organisationId' | 'party' | 'secondGuardian' | 'personId'>
type Typed = { name: string; onBehalf?: string | undefined }
type Signed = {
  givenName: string
  familyName: string
  guardianName?: string | null | undefined
  secondGuardianName?: string | null | undefined
  otherGuardianName?: string | null | undefined
}

/**
 * Who signs is who was asked: by their name as registered or as signed, or somebody else on their behalf who says by what
 * right, where the organisation takes that.
 */
export async function assertSigner(
  tx: Tx,
  { organisationId, personId, ...holder }: Asked,
  { name, onBehalf }: Typed,
  signed: readonly Signed[] = [],
): Promise<SignedBy> {
  const person = await getKnownPerson(tx, personId)
  const isGuardian = holder.party === 'guardian'
  const ofLearner = [...learnerNames(person), ...signed.map(fullName)]
  const asked = isGuardian ? guardianNames(person, signed, holder) : ofLearner
  const isAsked = asked.some((known) => isSameName(name, known))
  const signer = { name, onBehalf: onBehalf || null }
  if (isAsked && !signer.onBehalf) return signer
  if (isGuardian && !isAsked) {
    if (ofLearner.some((known) => isSameName(name, known))) throw unfit('/name', say('own-guardian'))
    const other = { secondGuardian: !holder.secondGuardian }
    if (namesOf(person, signed, other).some((known) => isSameName(name, known)))
      throw unfit('/name', say('other-guardian'))
  }
  if (!isAsked && !signer.onBehalf) throw unfit('/name', say('another-name'))
  const { otherSigner } = await settingsOf(tx, organisationId)
  if (otherSigner === 'refuse') throw unfit(isAsked ? '/onBehalf' : '/name', say('only-themselves'))
  return signer
}

const learnerNames = (person: KnownPerson): string[] => {
  const { givenName, familyName, latinGivenName, latinFamilyName } = person
  const latin = { givenName: latinGivenName ?? givenName, familyName: latinFamilyName ?? familyName }
  return [fullName(person), fullName(latin)]
}

type Which = Pick<Link, 'secondGuardian'>

/** What a guardian is called, in the register and in what was signed. */
const namesOf = (person: KnownPerson, signed: readonly Signed[], which: Which): string[] =>
  [person, ...signed].flatMap(
    ({
      guardianName = null,
      secondGuardianName,
      otherGuardianName,
    }: Omit<Signed, 'givenName' | 'familyName'>) =>
      nameOfGuardian(
        { guardianName, secondGuardianName: secondGuardianName ?? otherGuardianName ?? null },
        which,
      ) ?? [],
  )

function guardianNames(
  person: KnownPerson,
  signed: readonly Signed[],
  holder: Pick<Link, 'party' | 'secondGuardian'>,
): string[] {
  const known = namesOf(person, signed, holder)
  if (known.length === 0) assertHolderNamed(person, holder)
  return known
}

function unfit(pointer: string, detail: Sentence): Refusal {
  const faults: Fault[] = [{ in: 'body', pointer, detail }]
  return new Refusal('incomplete', say('signs-another'), faults)
}
