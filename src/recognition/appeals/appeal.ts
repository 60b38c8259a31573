import type { appealStates } from '../../db/schema/recognition/appeals.ts'
import { addDays, dayOf } from '../../platform/dates.ts'
import type { Result } from '../case.ts'
import type { Stage } from '../stage.ts'

export type AppealState = (typeof appealStates)[number]
export type AppealKind = 'appeal' | 'complaint'

/** What members do with an appeal, as answers name it; the rest is done through a link. */
export const handling = ['hear', 'ask-marking', 'mark-again', 'uphold', 'reject'] as const
export type Handling = (typeof handling)[number]

/** The last day (UTC) on which a closed case may be appealed; null while it is open. */
export function lastDayToAppeal(closedAt: Date | null, windowDays: number): string | null {
  return closedAt && addDays(dayOf(closedAt), windowDays)
}

/** Why nothing may be submitted on that day, or null. A complaint may come while the case is still open. */
export function lateOrEarly(
  kind: AppealKind,
  stage: Stage,
  lastDay: string | null,
  today: string,
): string | null {
  if (lastDay !== null && today > lastDay) return `The time to appeal ended on ${lastDay}.`
  if (kind === 'complaint' || stage === 'certified' || stage === 'refused') return null
  return stage === 'withdrawn'
    ? 'Nothing was decided in this case.'
    : 'There is no final result yet; it can be appealed when the case is closed.'
}

type Found = { result: Result; level: number | null; improved: boolean }

const ranks: Record<Result, number> = { 'not-assessed': 0, 'not-reached': 0, partly: 1, reached: 2 }

/** An appeal never leaves a learner worse off: neither result nor level falls. */
export function isWorse(before: Found, after: Found): boolean {
  return ranks[after.result] < ranks[before.result] || (after.level ?? 0) < (before.level ?? 0)
}

export function isChanged(before: Found, after: Found): boolean {
  return before.result !== after.result || before.level !== after.level || before.improved !== after.improved
}
