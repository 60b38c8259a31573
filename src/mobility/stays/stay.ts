import type { mobilityStays, stayAttestations } from '../../db/schema/mobility/stays.ts'
import type { Fault } from '../../errors.ts'
import type { Organisation } from '../../parties/organisations/store.ts'
import type { Blocker, Hindrance } from '../../platform/actions/action.ts'
import { period } from '../../platform/dates.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { type OfMobility, unlessCancelled } from '../mobilities/standing.ts'
import { say } from './words.ts'

export type StayRow = typeof mobilityStays.$inferSelect
export type StayAttestation = typeof stayAttestations.$inferSelect

/** A part of a mobility, whose it is, and what that organisation has said of it last. */
export type Stay = StayRow & {
  organisation: Organisation
  attestation: StayAttestation | null
  /** What was said at a desk that was handed over, and is not confirmed yet. */
  isUnconfirmed: boolean
}

/** A part as it is to be recorded. */
export type WantedStay = Pick<StayRow, 'hostingOrganisationId' | 'role' | 'startsOn' | 'endsOn'>

/** Somebody's own part of a mobility. */
export type OfStay = OfMobility & { stay?: Pick<StayRow, 'startsOn'> }

/** A mobility whose parts are to be recorded: how its case stands, and the certificate that says them. */
export type OfParts = OfMobility & { own?: { stage: string; certificateId: string | null } | undefined }

const closed = ['certified', 'refused', 'withdrawn']

/** What a certificate says is corrected, and what was closed stays. */
export function unlessClosed({ own, ...mobility }: OfParts): Hindrance | null {
  if (own && own.certificateId !== null)
    return { reason: 'wrong-state', sentence: say('certified', { certificate: own.certificateId }) }
  if (own && closed.includes(own.stage)) return { reason: 'wrong-state', sentence: say('closed') }
  return unlessCancelled(mobility)
}

/** Who hosts no days has none to attest. */
export function unlessWithoutDays({ stay, ...mobility }: OfStay): Hindrance | null {
  if (stay && stay.startsOn === null) return { reason: 'wrong-state', sentence: say('no-days') }
  return unlessCancelled(mobility)
}

/** Whether its organisation has said, itself, from when until when somebody was there. */
export const isAttestedStay = ({ attestation, isUnconfirmed }: Stay): boolean =>
  attestation !== null && !isUnconfirmed

/** The parts with days that nobody has attested yet. */
export const unattestedStays = (stays: readonly Stay[]): Stay[] =>
  stays.filter((stay) => stay.startsOn !== null && !isAttestedStay(stay))

/** From which day to which, as its reader writes days. */
const daysOf =
  ({ startsOn, endsOn }: { startsOn: string; endsOn: string }): Sentence =>
  (language) =>
    period(startsOn, endsOn, language)

const isAlike = (recorded: WantedStay, wanted: WantedStay) =>
  recorded.hostingOrganisationId === wanted.hostingOrganisationId &&
  recorded.role === wanted.role &&
  recorded.startsOn === wanted.startsOn &&
  recorded.endsOn === wanted.endsOn

/** Which of the recorded parts stay, each with its place in the new list; which are new; and which go. */
export function changesOf(recorded: readonly Stay[], wanted: readonly WantedStay[]) {
  const left = [...recorded]
  const kept: { stay: Stay; position: number }[] = []
  const added: (WantedStay & { position: number })[] = []
  wanted.forEach((each, position) => {
    const at = left.findIndex((stay) => isAlike(stay, each))
    const [stay] = at < 0 ? [] : left.splice(at, 1)
    if (stay) kept.push({ stay, position })
    else added.push({ ...each, position })
  })
  return { kept, added, gone: left }
}

type Whole = { organisationId: string; hostingOrganisationId: string; startsOn: string; endsOn: string }

/** Every fault of parts as they are to be recorded: days within the mobility, of hosts apart from each other, its host among them. */
export function stayFaults(mobility: Whole, wanted: readonly WantedStay[]): Fault[] {
  const faults = wanted.flatMap((stay, index) => {
    const found = faultOf(mobility, stay) ?? overlapOf(stay, wanted.slice(0, index))
    return found === null ? [] : [fault(`/stays/${index}${found[0]}`, found[1])]
  })
  const hasHost = wanted.some(
    ({ role, hostingOrganisationId }) =>
      role === 'host' && hostingOrganisationId === mobility.hostingOrganisationId,
  )
  return wanted.length === 0 || hasHost ? faults : [...faults, fault('/stays', say('without-host'))]
}

type Found = [pointer: string, detail: Fault['detail']]

function faultOf(
  mobility: Whole,
  { hostingOrganisationId, role, startsOn, endsOn }: WantedStay,
): Found | null {
  if (hostingOrganisationId === mobility.organisationId) return ['/organisationId', say('sends-it')]
  if (startsOn === null || endsOn === null) {
    if (startsOn !== null || endsOn !== null)
      return [startsOn === null ? '/startsOn' : '/endsOn', say('half-days')]
    return role === 'host' ? ['/startsOn', say('host-without-days')] : null
  }
  if (endsOn < startsOn) return ['/endsOn', say('ends-before')]
  const isWithin = startsOn >= mobility.startsOn && endsOn <= mobility.endsOn
  return isWithin ? null : ['', say('outside', { days: daysOf(mobility) })]
}

function overlapOf({ startsOn, endsOn }: WantedStay, before: readonly WantedStay[]): Found | null {
  const overlaps = before.some(
    (other) =>
      startsOn !== null &&
      endsOn !== null &&
      other.startsOn !== null &&
      other.endsOn !== null &&
      other.startsOn <= endsOn &&
      startsOn <= other.endsOn,
  )
  return overlaps ? ['', say('overlaps')] : null
}

const fault = (pointer: string, detail: Fault['detail']): Fault => ({ in: 'body', pointer, detail })

/** What was attested stays as it is. */
export const attestedFaults = (gone: readonly Stay[]): Fault[] =>
  gone.flatMap(({ attestation, organisation: { name } }) => {
    if (attestation === null) return []
    return [fault('/stays', say('attested-stays', { organisation: name, days: daysOf(attestation) }))]
  })

/** Parts that a change of the mobility's days would leave outside of it. */
export const strandedFaults = (
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
  stays: readonly Pick<StayRow, 'startsOn' | 'endsOn'>[],
): Fault[] => [
  ...(stays.some((stay) => stay.startsOn !== null && stay.startsOn < startsOn)
    ? [fault('/startsOn', say('strands'))]
    : []),
  ...(stays.some((stay) => stay.endsOn !== null && stay.endsOn > endsOn)
    ? [fault('/endsOn', say('strands'))]
    : []),
]

/** Nobody attests what is still to come, or the days of others. */
export function attestingFaults(
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
  stay: Pick<StayRow, 'startsOn' | 'endsOn'>,
  today: string,
): Fault[] {
  if (endsOn < startsOn) return [fault('/endsOn', say('ends-before'))]
  const own = { startsOn: stay.startsOn ?? startsOn, endsOn: stay.endsOn ?? endsOn }
  return [
    ...(startsOn < own.startsOn ? [fault('/startsOn', say('of-others', { days: daysOf(own) }))] : []),
    ...(endsOn > own.endsOn ? [fault('/endsOn', say('of-others', { days: daysOf(own) }))] : []),
    ...(endsOn > today ? [fault('/endsOn', say('still-to-come'))] : []),
  ]
}

/** What was said of the parts, each with the part that it is of. */
export const attestedOf = (stays: readonly Stay[]): (StayAttestation & { stay: Stay })[] =>
  stays.flatMap((stay) => (stay.attestation ? [{ ...stay.attestation, stay }] : []))

/** That a part is not attested yet, by the organisation that has it. */
export const unattestedBlocker = ({ organisation: { name }, startsOn, endsOn }: Stay): Blocker => ({
  code: 'stay-unattested',
  by: 'mentor',
  sentence: say('unattested', {
    organisation: name,
    days: daysOf({ startsOn: startsOn ?? '', endsOn: endsOn ?? '' }),
  }),
  clearedBy: 'attestStay',
})

/** All hosts by their names, the first first; null where it has no parts. */
export function hostsNamed(stays: readonly Stay[]): string | null {
  const names = stays.flatMap(({ role, organisation }) => (role === 'host' ? [organisation.name] : []))
  return names.length > 0 ? [...new Set(names)].join('; ') : null
}
