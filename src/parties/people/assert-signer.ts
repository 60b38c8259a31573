import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import type { Link } from '../../platform/auth/links.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { fullName } from '../names/names.ts'
import { isSameName } from '../names/same-name.ts'
import { settingsOf } from '../organisations/store.ts'
import { assertGuardianNamed, type KnownPerson } from './person.ts'
import { getKnownPerson } from './store.ts'
import { say } from './words.ts'

/** Whoever gives their word through a link: the name as typed, and by what right where it is not that of who was asked. */
export type SignedBy = { name: string; onBehalf: string | null }

type Typed = { name: string; onBehalf?: string | undefined }
type Signed = { givenName: string; familyName: string; guardianName?: string | null | undefined }

/**
 * Who signs is who was asked: by their name as registered or as signed, or somebody else on their behalf who says by what
 * right, where the organisation takes that.
 */
export async function assertSigner(
  tx: Tx,
  { organisationId, party, personId }: Pick<Link, 'organisationId' | 'party' | 'personId'>,
  { name, onBehalf }: Typed,
  signed: readonly Signed[] = [],
): Promise<SignedBy> {
  const person = await getKnownPerson(tx, personId)
  const ofLearner = [...learnerNames(person), ...signed.map(fullName)]
  const asked = party === 'guardian' ? guardianNames(person, signed) : ofLearner
  const isAsked = asked.some((known) => isSameName(name, known))
  const signer = { name, onBehalf: onBehalf || null }
  if (isAsked && !signer.onBehalf) return signer
  if (party === 'guardian' && !isAsked && ofLearner.some((known) => isSameName(name, known)))
    throw unfit('/name', say('own-guardian'))
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

function guardianNames({ guardianName }: KnownPerson, signed: readonly Signed[]): string[] {
  const known = [guardianName, ...signed.map((each) => each.guardianName)].flatMap((name) => name ?? [])
  if (known.length === 0) assertGuardianNamed({ guardianName })
  return known
}

function unfit(pointer: string, detail: Sentence): Refusal {
  const faults: Fault[] = [{ in: 'body', pointer, detail }]
  return new Refusal('incomplete', say('signs-another'), faults)
}
