import type { secondMarkingReasons } from '../../../db/schema/recognition/second-markings.ts'
import { dayOf, startOfDay, type Zone } from '../../../platform/time-zone.ts'
import type { LevelStanding } from '../level.ts'

export type SecondMarkingReason = (typeof secondMarkingReasons)[number]

/** A draw of the sample: a number at least 0 and below 1, what it is held against, and how many were taken before. */
export type Draw = { drawn: number; rate: number; minimum: number; sampledBefore: number }

/**
 * Whether a draw takes its outcome into the sample: by its number, and always while the partnership's minimum for the
 * quarter is not reached. How many more will come is not known, so nothing less would make sure of the minimum.
 */
export function isSampled({ drawn, rate, minimum, sampledBefore }: Draw): boolean {
  return sampledBefore < minimum || drawn < rate
}

/** One mandatory criterion short: the level that was missed was missed by exactly one. */
export function isBorderline(standings: readonly LevelStanding[]): boolean {
  return standings.find(({ met }) => !met)?.stoppedBy.length === 1
}

/** The learner's own estimate less the level, signed; null without an estimate. No level counts as the one below the first. */
export function selfGapOf(selfLevel: number | null, level: number | null): number | null {
  return selfLevel === null ? null : selfLevel - (level ?? 0)
}

/** Why an outcome is marked a second time; empty when it is not. */
export function reasonsFor(
  draw: Draw,
  standings: readonly LevelStanding[],
  selfGap: number | null,
): SecondMarkingReason[] {
  return [
    ...(isSampled(draw) ? ['sample' as const] : []),
    ...(isBorderline(standings) ? ['borderline' as const] : []),
    ...(selfGap !== null && Math.abs(selfGap) >= 2 ? ['self-assessment' as const] : []),
  ]
}

/** The first moment of the quarter that a moment lies in, in a time zone. */
export function quarterStart(moment: Date, zone: Zone): Date {
  const [year, month] = dayOf(moment, zone).split('-')
  const first = Math.floor((Number(month) - 1) / 3) * 3 + 1
  return startOfDay(`${year}-${String(first).padStart(2, '0')}-01`, zone)
}
