import { isDeepStrictEqual } from 'node:util'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'

const ofPerson = ['name', 'position', 'phone', 'email'] as const
const ofHosting = [
  'tasks',
  'jobRelatedSkills',
  'languageSkills',
  'organisationalSkills',
  'communicationSkills',
  'otherSkills',
] as const
const statement = ofHosting.map((name) => `europass.hosting.${name}` as const)

/** What belongs together: a person, or a statement that somebody made on one day. */
const wholes = [
  ofPerson.map((name) => `europass.sending.referencePerson.${name}` as const),
  ofPerson.map((name) => `europass.hosting.referencePerson.${name}` as const),
  statement,
] as const

/** The fields that the two organisations describe. */
export const correctableDescriptions = [
  'europass.sending.initiative',
  'europass.sending.qualification',
  ...wholes.flat(),
] as const
export type CorrectableDescription = (typeof correctableDescriptions)[number]

/**
 * The fields that a correction leaves as they are, though the register has them otherwise and it corrects others of the
 * same person or statement: nobody would have said what came out.
 */
export function leftOut(corrected: readonly string[], isOtherwise: (field: string) => boolean): string[] {
  return wholes
    .filter((whole) => whole.some((field) => corrected.includes(field)))
    .flatMap((whole) => whole.filter((field) => !corrected.includes(field) && isOtherwise(field)))
}

/** What a corrected certificate says of the fields, whose texts are right by now: in the words of whoever wrote them last. */
export function settleDescribed(
  corrected: readonly string[],
  after: CertificateSnapshot['europass'],
  registered: CertificateSnapshot['europass'],
): CertificateSnapshot['europass'] {
  if (!after || !corrected.some((field) => field.startsWith('europass.'))) return after
  const { sending, hosting, ...rest } = after
  const { described, ...said } = hosting ?? {}
  const isRestated = statement.some((field) => corrected.includes(field))
  const by = isRestated ? registered?.hosting?.described : described
  const host = { ...withPerson(said), ...(by && { described: by }) }
  const sender = withPerson(sending ?? {})
  return {
    ...rest,
    edition: '2241/2004/EC',
    ...(isDeepStrictEqual(sender, {}) ? {} : { sending: sender }),
    ...(isDeepStrictEqual(host, {}) ? {} : { hosting: host }),
  }
}

/** Without a reference person of whom nothing is left. */
function withPerson<T extends { referencePerson?: object }>({ referencePerson, ...rest }: T) {
  return isDeepStrictEqual(referencePerson, {})
    ? rest
    : { ...rest, ...(referencePerson && { referencePerson }) }
}
