import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { AgreementContent, SlipField } from '../../db/schema/mobility/agreements.ts'
import type { ProgrammeContent } from '../../db/schema/mobility/learning-programmes.ts'
import type { Fault } from '../../errors.ts'
import { type Majority, needsGuardian } from '../../parties/people/person.ts'
import { endOfDay } from '../../platform/dates.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { daysOfInterval, firstDay } from '../mobilities/course.ts'
import { correctedContent } from './slips/registered.ts'
import { say } from './words.ts'

export type Party = 'sending' | 'hosting' | 'learner' | 'guardian'

/** SHA-256 over the canonical content (RFC 8785), hexadecimal. */
export function hashOfAgreement(content: AgreementContent | ProgrammeContent): string {
  return createHash('sha256')
    .update(canonicalize(content) as string)
    .digest('hex')
}

type Written = { content: AgreementContent; createdAt: Date }
type Signing = { party: Party; secondGuardian?: boolean; signedAt: Date }

/** Of two guardians who both sign, which. */
export const guardians = ['first', 'second'] as const
export type WhichGuardian = (typeof guardians)[number]

/** Who signs: a party, and of two guardians who both sign, whether it is the second one. */
export type WhoSigns = { party: Party; secondGuardian?: boolean | undefined }
/** A version with who has signed it, and the time zone of the sending organisation, whose days count. */
type Standing<S extends Signing = Signing> = {
  version: Written
  signatures: readonly S[]
  zone: Zone
  corrected: readonly { fields: readonly SlipField[] }[]
  bornOn: string | null
}

/** Which parties have yet to sign: both organisations, the learner, and a guardian where one signs too. */
export const missingSignatures = (standing: Standing): Party[] => [
  ...new Set(missingSignatories(standing).map(({ party }) => party)),
]

/** The same, of two guardians each one who has not signed where both sign. */
export function missingSignatories(standing: Standing): WhoSigns[] {
  const wanted: WhoSigns[] = [{ party: 'sending' }, { party: 'hosting' }, { party: 'learner' }]
  if (guardianSigns(standing, standing.version.createdAt)) {
    wanted.push({ party: 'guardian' })
    if (bothGuardiansSign(standing)) wanted.push({ party: 'guardian', secondGuardian: true })
  }
  return wanted.filter((signatory) => !hasSigned(standing, signatory))
}

/** What a signatory is called, by the key of its words. */
export const calledAs = ({ party, secondGuardian }: WhoSigns): Party | 'secondGuardian' =>
  secondGuardian ? 'secondGuardian' : party

/** Whether whoever is asked has signed; a guardian also where the other one has, and one of them is enough. */
export function hasSigned(
  standing: Pick<Standing, 'version' | 'signatures' | 'corrected'>,
  { party, secondGuardian = false }: WhoSigns,
): boolean {
  const either = party !== 'guardian' || !bothGuardiansSign(standing)
  return standing.signatures.some(
    (signature) =>
      signature.party === party && (either || (signature.secondGuardian ?? false) === secondGuardian),
  )
}

/** Which guardians have yet to sign, where both sign; otherwise the signature of either is enough, and it is none of them alone. */
export const guardiansMissing = (standing: Standing): WhichGuardian[] =>
  bothGuardiansSign(standing) ? missingSignatories(standing).flatMap((each) => whichGuardian(each) ?? []) : []

export const whichGuardian = ({ party, secondGuardian }: WhoSigns): WhichGuardian | null =>
  party === 'guardian' ? guardians[secondGuardian ? 1 : 0] : null

/** Whether both guardians sign, and not one of them for both: what was signed or corrected names a second one. */
const bothGuardiansSign = ({ version, corrected }: Pick<Standing, 'version' | 'corrected'>): boolean =>
  Boolean(correctedContent(version.content, corrected).learner.secondGuardianName)

/**
 * Whether a guardian signs too: the learner is under 18 on the day they sign, or while they have not, on that of `now`, by
 * what was signed or corrected, or by what the register has come to say since.
 */
export function guardianSigns({ version, signatures, zone, ...known }: Standing, now: Date): boolean {
  const own = signatures.find(({ party }) => party === 'learner')
  const { learner } = correctedContent(version.content, known.corrected)
  return bornAs(learner, known).some((born) => needsGuardian(born, dayOf(own?.signedAt ?? now, zone)))
}

/** All that is known of a learner's birth: as it was signed or corrected, and as the register has it by now. */
const bornAs = (learner: Majority, { bornOn }: { bornOn: string | null }): Majority[] => [
  learner,
  ...(bornOn === null ? [] : [{ birthDate: bornOn }]),
]

/** An agreement is to be signed before the mobility begins: until then, at least, a link to sign it works. */
export const signableUntil = ({ version, zone }: Pick<Standing, 'version' | 'zone'>): Date =>
  endOfDay(firstDayAgreed(version.content), zone)

/** Whether a guardian may sign on the day of `now`: the learner is under 18 then, by all that is known of their birth. */
export function guardianMaySign({ version, zone, ...known }: Standing, now: Date): boolean {
  const { learner } = correctedContent(version.content, known.corrected)
  return bornAs(learner, known).some((born) => needsGuardian(born, dayOf(now, zone)))
}

/** Whether a learner who signed when guardians had to sign, too, has come of age, and one of them has not: the place is theirs. */
export function takesOver(standing: Standing, now: Date): boolean {
  const signed = standing.signatures.map(({ party }) => party)
  return (
    signed.includes('learner') &&
    missingSignatures(standing).includes('guardian') &&
    guardianSigns(standing, now) &&
    !guardianMaySign(standing, now)
  )
}

/** On which day a mobility begins as it was agreed, there or from afar. */
const firstDayAgreed = ({ mobility }: AgreementContent): string =>
  firstDay({ ...mobility, virtualPeriods: mobility.virtualPeriods?.map(daysOfInterval) })

type Window = { evidenceFrom: string; evidenceUntil: string }
type OwnWindow = { [K in keyof Window]?: string | undefined }

/** What does not fit the time of the mobility: evidence windows, and more hours than it has. */
export function scheduleFaults(
  window: Window,
  outcomes: readonly (OwnWindow & { workloadHours: number | null })[],
  mobility: { endsOn: string; workloadHours: number },
): Fault[] {
  const faults: Fault[] = []
  const add = (pointer: string, detail: Sentence) => void faults.push({ in: 'body', pointer, detail })
  const check = (where: string, { evidenceFrom, evidenceUntil }: OwnWindow) => {
    if (evidenceUntil !== undefined && evidenceUntil < mobility.endsOn)
      add(`${where}/evidenceUntil`, say('before-end'))
    if (evidenceFrom !== undefined && evidenceFrom > mobility.endsOn)
      add(`${where}/evidenceFrom`, say('after-end'))
  }
  check('', window)
  outcomes.forEach((outcome, index) => void check(`/outcomes/${index}`, outcome))
  const hours = outcomes.reduce((sum, { workloadHours }) => sum + (workloadHours ?? 0), 0)
  if (hours > mobility.workloadHours)
    add('/outcomes', say('too-many-hours', { hours, available: mobility.workloadHours }))
  return faults
}

/** When evidence of an outcome has to come from: its own window, or that of the agreement where it was not planned. */
export function evidenceWindowOf(content: AgreementContent, competence: string): Window {
  const { evidenceFrom, evidenceUntil } =
    content.outcomes.find((outcome) => outcome.competence === competence) ?? content
  return { evidenceFrom, evidenceUntil }
}

export const agreementDeviationCodes = [
  'signed-after-start',
  'outside-memorandum',
  'signed-on-behalf',
] as const
export type AgreementDeviation = (typeof agreementDeviationCodes)[number]

type Signed = Standing<Signing & { partnershipId: string | null; onBehalf: string | null }>

/**
 * In what the signing departed from the rules, which is recorded and does not stop a case. `versions` are those up to
 * the one in question, which is the last: the first that everyone signed should have been signed before the mobility
 * began, and the last while a memorandum was in force.
 */
export function agreementDeviations(versions: readonly Signed[]): AgreementDeviation[] {
  const last = versions.at(-1)
  const first = versions.find((version) => missingSignatures(version).length === 0) ?? last
  if (!last || !first) return []
  const startsOn = firstDayAgreed(first.version.content)
  const late = first.signatures.some(({ signedAt }) => dayOf(signedAt, first.zone) > startsOn)
  const outside = last.signatures.some(({ partnershipId }) => partnershipId === null)
  return [
    ...(late ? ['signed-after-start' as const] : []),
    ...(outside ? ['outside-memorandum' as const] : []),
    ...(last.signatures.some(({ onBehalf }) => onBehalf !== null) ? ['signed-on-behalf' as const] : []),
  ]
}

type Comparable = Standing & { version: { number: number }; withdrawn: boolean }

/** With what a version is compared: the last before it that everyone signed; where there is none, the one before. */
export function versionBefore<V extends Comparable>(versions: readonly V[], number: number): V | undefined {
  const before = versions.filter(({ version, withdrawn }) => version.number < number && !withdrawn)
  const signed = before.filter((version) => missingSignatures(version).length === 0)
  return signed.at(-1) ?? before.at(-1)
}

/** Whether a version was drafted with the organisation that hosts the mobility now. */
export const isWithHost = (
  { content }: { content: AgreementContent },
  { hostingOrganisationId }: { hostingOrganisationId: string },
): boolean => content.hosting.id === hostingOrganisationId
