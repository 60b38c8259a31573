import type { appealStates } from '../../db/schema/recognition/appeals.ts'
import type { Gain } from '../../db/schema/recognition/decisions.ts'
import { memorandumOn, termsOf } from '../../parties/partnerships/partnership.ts'
import { addDays } from '../../platform/dates.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { CaseRows, Result } from '../case.ts'
import { isOpen, type Stage } from '../stage.ts'
import { say } from './words.ts'

export type AppealState = (typeof appealStates)[number]
export type AppealKind = 'appeal' | 'complaint'

/** What members do with an appeal, as answers name it; the rest is done through a link. */
export const handling = ['hear', 'ask-marking', 'mark-again', 'uphold', 'reject'] as const
export type Handling = (typeof handling)[number]

/** The last day, in a time zone, on which a closed case may be appealed; null while it is open. */
export function lastDayToAppeal(closedAt: Date | null, windowDays: number, zone: Zone): string | null {
  return closedAt && addDays(dayOf(closedAt, zone), windowDays)
}

/**
 * The last day, where the sending organisation is, on which a case may be appealed: counted from when it was closed, or its newest certificate issued if
 * that was later, by the terms of that day, or by those that the learner was told before it began where they are longer;
 * null while it is open.
 */
export function lastDayOf({
  recognition,
  certificates,
  memoranda,
  settings,
  acknowledgements,
}: CaseRows): string | null {
  if (isOpen(recognition.stage)) return null
  const issued = certificates.flatMap(({ status, issuedAt }) => (status === 'issued' && issuedAt) || [])
  const closedAt = new Date(Math.max(...[recognition.stageSince, ...issued].map(Number)))
  const { timeZone } = settings
  const memorandum = memorandumOn(dayOf(closedAt, timeZone), memoranda, timeZone)
  const { appealWindowDays } = termsOf(settings, memorandum)
  const days = Math.max(appealWindowDays, acknowledgements[0]?.appealWindowDays ?? 0)
  return lastDayToAppeal(closedAt, days, timeZone)
}

/** Why nothing may be submitted on that day, or null. A complaint may come while the case is still open. */
export function lateOrEarly(
  kind: AppealKind,
  stage: Stage,
  lastDay: string | null,
  today: string,
): Sentence | null {
  if (lastDay !== null && today > lastDay) return say('time-over', { day: lastDay })
  if (kind === 'complaint' || stage === 'certified' || stage === 'refused') return null
  return say(stage === 'withdrawn' ? 'nothing-decided' : 'no-final-result')
}

type Found = { result: Result; level: number | null; gain: Gain }

const ranks: Record<Result, number> = { 'not-assessed': 0, 'not-reached': 0, partly: 1, reached: 2 }

/** An appeal never leaves a learner worse off: neither result nor level falls. */
export function isWorse(before: Found, after: Found): boolean {
  return ranks[after.result] < ranks[before.result] || (after.level ?? 0) < (before.level ?? 0)
}

export function isChanged(before: Found, after: Found): boolean {
  return before.result !== after.result || before.level !== after.level || before.gain !== after.gain
}
