import type { partnerships } from '../../db/schema/parties/partnerships.ts'
import type { Fault } from '../../errors.ts'
import { type Actor, todayFor } from '../../platform/auth/access.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import { type Settings, withDefaults } from '../organisations/settings.ts'
import { say } from './words.ts'

export type Partnership = typeof partnerships.$inferSelect
type PartnershipState = 'proposed' | 'confirmed' | 'ended'

/** What holds between a sending organisation and its partner on a day. */
export type Terms = Settings & {
  /** The memorandum in force; null where there is none and the sending organisation's settings hold alone. */
  partnershipId: string | null
  /** Whose assessors may mark. */
  assessedBy: Partnership['assessedBy']
}

/** The settings of the sending organisation, and over them what the memorandum says. */
export function termsOf(settings: Settings, memorandum: Partnership | undefined): Terms {
  return {
    ...settings,
    secondMarkingRate: memorandum?.secondMarkingRate ?? settings.secondMarkingRate,
    appealWindowDays: memorandum?.appealWindowDays ?? settings.appealWindowDays,
    partnershipId: memorandum?.id ?? null,
    assessedBy: memorandum?.assessedBy ?? 'either',
  }
}

/** Whether it holds on a day (YYYY-MM-DD) in a time zone: confirmed by then, begun, and not over. */
export function isInForce(
  {
    confirmedAt,
    startsOn,
    endsOn,
    endedOn,
  }: Pick<Partnership, 'confirmedAt' | 'startsOn' | 'endsOn' | 'endedOn'>,
  day: string,
  zone: Zone,
): boolean {
  return (
    confirmedAt !== null &&
    dayOf(confirmedAt, zone) <= day &&
    startsOn <= day &&
    (endsOn === null || day <= endsOn) &&
    (endedOn === null || day < endedOn)
  )
}

/** Of memoranda between two organisations, the newest in force on a day. */
export function memorandumOn(
  day: string,
  memoranda: readonly Partnership[],
  zone: Zone,
): Partnership | undefined {
  const inForce = memoranda.filter((memorandum) => isInForce(memorandum, day, zone))
  return inForce.toSorted(byConfirmation).at(-1)
}

const byConfirmation = (a: Partnership, b: Partnership) =>
  Number(a.confirmedAt) - Number(b.confirmedAt) || (a.id < b.id ? -1 : 1)

/** What is read of two organisations to know what holds between them. */
export type TermsRows = {
  memoranda: readonly Partnership[]
  /** What the sending organisation has set, if anything. */
  settings: readonly { set: Partial<Settings> }[]
}

/** What holds on a day (YYYY-MM-DD): the newest memorandum in force then, and the settings for all that it does not say. */
export function termsOn(day: string, { memoranda, settings }: TermsRows): Terms {
  const set = withDefaults(settings[0]?.set ?? {})
  return termsOf(set, memorandumOn(day, memoranda, set.timeZone))
}

/** What holds at a moment, which has the day that it has for the sending organisation. */
export function termsAt(now: Date, rows: TermsRows): Terms {
  const { timeZone } = withDefaults(rows.settings[0]?.set ?? {})
  return termsOn(dayOf(now, timeZone), rows)
}

export function partnershipState({ confirmedAt, endedOn }: Partnership): PartnershipState {
  if (endedOn !== null) return 'ended'
  return confirmedAt === null ? 'proposed' : 'confirmed'
}

/** A memorandum, and the day and time zone of whoever it is shown to. */
export type ShownPartnership = { row: Partnership; today: string; zone: Zone }

export const shownTo = (actor: Pick<Actor, 'zone'>, now: Date, row: Partnership): ShownPartnership => ({
  row,
  today: todayFor(actor, now),
  zone: actor.zone,
})

/** What keeps a memorandum from holding together. */
export function memorandumFaults(terms: {
  startsOn: string
  endsOn: string | null
  mutualAcceptance: boolean
  assessedBy: Partnership['assessedBy']
}): Fault[] {
  const faults: Fault[] = []
  if (terms.endsOn !== null && terms.endsOn < terms.startsOn) {
    faults.push({ in: 'body', pointer: '/endsOn', detail: say('before-start') })
  }
  if (!terms.mutualAcceptance && terms.assessedBy !== 'sending') {
    faults.push({ in: 'body', pointer: '/assessedBy', detail: say('sending-assesses') })
  }
  return faults
}
