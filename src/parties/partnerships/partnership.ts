import type { partnerships } from '../../db/schema/parties/partnerships.ts'
import { type Fault, Refusal } from '../../errors.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { dayOf } from '../../platform/dates.ts'
import type { Settings } from '../organisations/settings.ts'

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

/** Whether it holds on a day (YYYY-MM-DD): confirmed by then, begun, and not over. */
export function isInForce(
  one: Pick<Partnership, 'confirmedAt' | 'startsOn' | 'endsOn' | 'endedOn'>,
  day: string,
): boolean {
  return (
    one.confirmedAt !== null &&
    dayOf(one.confirmedAt) <= day &&
    one.startsOn <= day &&
    (one.endsOn === null || day <= one.endsOn) &&
    (one.endedOn === null || day < one.endedOn)
  )
}

export function stateOf(one: Partnership): PartnershipState {
  if (one.endedOn !== null) return 'ended'
  return one.confirmedAt === null ? 'proposed' : 'confirmed'
}

/** What keeps a memorandum from holding together. */
export function memorandumFaults(terms: {
  startsOn: string
  endsOn: string | null
  mutualAcceptance: boolean
  assessedBy: Partnership['assessedBy']
}): Fault[] {
  const faults: Fault[] = []
  if (terms.endsOn !== null && terms.endsOn < terms.startsOn) {
    faults.push({ in: 'body', pointer: '/endsOn', detail: 'lies before startsOn' })
  }
  if (!terms.mutualAcceptance && terms.assessedBy !== 'sending') {
    faults.push({
      in: 'body',
      pointer: '/assessedBy',
      detail: 'is "sending" where the two do not accept each other\'s assessment',
    })
  }
  return faults
}

/** Refuses whoever may not bind their organisation now. */
export function assertMayBind(actor: Actor): void {
  if (!actor.roles.some((role) => role === 'coordinator' || role === 'admin')) {
    throw new Refusal('forbidden', 'This needs the role "coordinator" or "admin".')
  }
}
