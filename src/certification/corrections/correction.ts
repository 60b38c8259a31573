import { isDeepStrictEqual } from 'node:util'
import type { CorrectedField } from '../../db/schema/certification/corrections.ts'
import type { RegisteredFact } from '../../db/schema/mobility/agreements.ts'
import type { Fault } from '../../errors.ts'
import { isCoFunded } from '../../mobility/mobilities/project-code.ts'
import { dayOf } from '../../platform/time-zone.ts'
import type { LoadedCase } from '../../recognition/case.ts'
import type { Identity } from '../certificates/build-snapshot.ts'
import type { IssuerStanding } from '../certificates/content/issuer-standing.ts'
import type { RegisteredFacts } from '../certificates/content/registered-facts.ts'
import { type CertificateSnapshot, dayOfIssue } from '../certificates/snapshot.ts'
import {
  type CorrectableDescription,
  correctableDescriptions,
  leftOut,
  settleDescribed,
} from './described.ts'
import { say } from './words.ts'

const ofOrganisation = ['name', 'ownName', 'country', 'city', 'oid'] as const
const parts = {
  learner: ['givenName', 'familyName', 'ownName', 'birthDate'],
  issuer: ['legalName', 'registrationNumber'],
  sending: ofOrganisation,
  hosting: ofOrganisation,
  mobility: [
    'projectCode',
    'mobilityCode',
    'europassNumber',
    'startsOn',
    'endsOn',
    'participation',
    'objective',
    'programme',
    'fieldOfEducation',
    'participant',
    'virtualPeriods',
    'interruptions',
    'stays',
    'languages',
    'workloadHours',
  ],
} as const

type Parts = typeof parts
export type CorrectableField =
  | { [P in keyof Parts]: `${P}.${Parts[P][number]}` }[keyof Parts]
  | CorrectableDescription
  | 'eqfLevel'

/** The facts of a certificate that stand in the register, and on which no judgement rests. */
export const correctableFields: readonly CorrectableField[] = [
  ...Object.entries(parts).flatMap(([part, fields]) =>
    fields.map((field) => `${part}.${field}` as CorrectableField),
  ),
  ...correctableDescriptions,
  'eqfLevel',
]

/** Facts that a certificate does not name where there is none. */
const mayBeAbsent = [
  'ownName',
  'languages',
  'fieldOfEducation',
  'participant',
  'virtualPeriods',
  'interruptions',
  'stays',
]

/** What such a fact is. */
export function factOf(facts: RegisteredFacts, field: string): RegisteredFact {
  const found = field
    .split('.')
    .reduce<unknown>((within, name) => (within as Record<string, unknown> | undefined)?.[name], facts)
  return (found ?? null) as RegisteredFact
}

/** Once somebody vouches for it, by whoever runs the service. */
const ofOrganisations = 'PATCH /v1/organisations/{id} or PUT /v1/organisations/{id}/identity'

/** By what each kind of fact is put right in the register. */
const putRightBy = {
  learner: 'PATCH /v1/people/{id}',
  issuer: 'PUT /v1/organisations/{id}/identity',
  sending: ofOrganisations,
  hosting: ofOrganisations,
  mobility: 'PATCH /v1/mobilities/{id}',
  europass: 'PATCH /v1/mobilities/{id}/europass/sending or …/hosting',
  eqfLevel: 'PATCH /v1/mobilities/{id}',
} as const

const partOf = (field: string) => field.split('.')[0] as keyof typeof putRightBy
const fieldsOf = (corrected: readonly CorrectedField[]) => corrected.map(({ field }) => field)

type Looked = { loaded: LoadedCase; says: CertificateSnapshot; registered: RegisteredFacts }

/**
 * What is wrong with the fields of a correction: they name what the certificate says, and what the register says by now;
 * dates may not move what was signed, judged or issued to the other side of the mobility's first or last day. One of a
 * certificate that is revoked may name none: it issues the same again.
 */
export function correctionFaults(
  fields: readonly CorrectedField[],
  { loaded, says, registered }: Looked,
  isRevoked: boolean,
): Fault[] {
  const faults: Fault[] = []
  const report = (pointer: string, detail: Fault['detail']) => faults.push({ in: 'body', pointer, detail })
  if (fields.length === 0 && !isRevoked) report('/fields', say('nothing-corrected'))
  const isOtherwise = (field: string) => !isDeepStrictEqual(factOf(says, field), factOf(registered, field))
  for (const field of leftOut(fieldsOf(fields), isOtherwise))
    report('/fields', say('belongs-together', { field }))
  for (const [index, { field, wrong, right }] of fields.entries()) {
    const at = `/fields/${index}`
    const part = partOf(field)
    if (fields.findIndex((before) => before.field === field) < index) report(`${at}/field`, say('twice'))
    else if (!isDeepStrictEqual(factOf(says, field), wrong)) report(`${at}/wrong`, say('says-otherwise'))
    else if (isDeepStrictEqual(wrong, right)) report(`${at}/right`, say('same'))
    else if (!isDeepStrictEqual(factOf(registered, field), right))
      report(`${at}/right`, say('register-first', { route: putRightBy[part] }))
    else if (touchesJudgement(loaded, says, field, right)) report(`${at}/right`, say('touches-judgement'))
  }
  return faults
}

/** Whether a date crosses the day on which the agreement was signed, or the certificate issued. */
function touchesJudgement(
  { versions, settings }: LoadedCase,
  says: CertificateSnapshot,
  field: string,
  right: RegisteredFact,
): boolean {
  if (field === 'mobility.startsOn') {
    const signedOn = (versions[0]?.signatures ?? []).map(({ signedAt }) => dayOf(signedAt, settings.timeZone))
    const isLate = (startsOn: string) => signedOn.some((day) => day > startsOn)
    return isLate(String(right)) !== isLate(says.mobility.startsOn)
  }
  return field === 'mobility.endsOn' && String(right) >= dayOfIssue(says)
}

type CorrectedIdentity = Omit<Identity, 'languages' | 'supersedes'> & {
  supersedes: NonNullable<CertificateSnapshot['supersedes']>
  timeZone: string
  url: string
  /** What is known of the issuer by now. */
  standing: IssuerStanding
  /** What the project is called by now. */
  projectTitle: CertificateSnapshot['mobility']['projectTitle']
  /** What both organisations describe by now. */
  described: CertificateSnapshot['europass']
}

/** The same certificate with what is right, under an identity of its own: nothing in it is judged again. */
export function correctedSnapshot(
  before: CertificateSnapshot,
  fields: readonly CorrectedField[],
  { issuedAt, issuedOn, code, ...identity }: CorrectedIdentity,
): CertificateSnapshot {
  const after = structuredClone(before)
  for (const { field, right } of fields) setFact(after, field, right)
  const { url, standing, described, projectTitle: calledNow, ...named } = identity
  const { funding, europass: saidBefore, ...rest } = after
  const europass = settleDescribed(fieldsOf(fields), saidBefore, described)
  const isCoded = fields.some(({ field }) => field === 'mobility.projectCode')
  const isFunded = isCoded ? isCoFunded(after.mobility.projectCode) : funding !== undefined
  return {
    ...rest,
    mobility: titled(after.mobility, isCoded ? calledNow : after.mobility.projectTitle),
    ...(isFunded && before.format !== 1 && { funding: 'european-union' as const }),
    ...named,
    ...(europass && { europass }),
    issuer: { ...after.sending, contact: before.issuer.contact, ...standing },
    verification: { code, url },
    issuedAt: issuedAt.toISOString(),
    issuedOn,
  }
}

/** A title belongs to its code: with another code it is that of the other project, or none. */
function titled(
  { projectTitle: _, ...mobility }: CertificateSnapshot['mobility'],
  projectTitle: CertificateSnapshot['mobility']['projectTitle'],
): CertificateSnapshot['mobility'] {
  return { ...mobility, ...(projectTitle && { projectTitle }) }
}

function setFact(snapshot: CertificateSnapshot, field: string, right: RegisteredFact): void {
  type Part = Record<string, unknown>
  const path = field.split('.')
  const name = path.pop()!
  const part = path.reduce<Part>((within, step) => {
    within[step] ??= {}
    return within[step] as Part
  }, snapshot)
  if (right === null && (path[0] === 'europass' || mayBeAbsent.includes(name))) delete part[name]
  else part[name] = right
}
