import type { secondMarkingReasons } from '../../../db/schema/recognition/second-markings.ts'
import { dayOf, startOfDay, type Zone } from '../../../platform/time-zone.ts'
import { contradictionOf, type LevelStanding } from '../level.ts'

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

/** One mandatory criterion short of the target: of all that it and the levels below it ask, exactly one is missed. */
export function isBorderline(standings: readonly LevelStanding[], target: number | null): boolean {
  const asked = standings.filter(({ level }) => level <= (target ?? 1))
  return asked.flatMap(({ stoppedBy }) => stoppedBy).length === 1
}

/** The learner's own estimate less the level, signed; null where one of them is not there. */
export function selfGapOf(selfLevel: number | null, level: number | null): number | null {
  return selfLevel === null || level === null ? null : selfLevel - level
}

/**
 * Whether a self-assessment is two levels or more away from what was found. Where no level was, it is at least so far away
 * as from the one below the lowest that was judged.
 */
function isFarFromSelf({ standings, selfLevel, level }: Found): boolean {
  if (selfLevel === null) return false
  if (level !== null) return Math.abs(selfLevel - level) >= 2
  return standings.length > 0 && selfLevel - (standings[0]!.level - 1) >= 2
}

/** What the first marks of an outcome found, beside its target and where the learner sees themselves. */
type Found = {
  standings: readonly LevelStanding[]
  target: number | null
  selfLevel: number | null
  level: number | null
}

/** Why an outcome is marked a second time; empty when it is not. */
export function reasonsFor(draw: Draw, found: Found): SecondMarkingReason[] {
  const { standings, target } = found
  return [
    ...(isSampled(draw) ? ['sample' as const] : []),
    ...(isBorderline(standings, target) ? ['borderline' as const] : []),
    ...(contradictionOf(standings) ? ['contradiction' as const] : []),
    ...(isFarFromSelf(found) ? ['self-assessment' as const] : []),
  ]
}

/** The first moment of the quarter that a moment lies in, in a time zone. */
export function quarterStart(moment: Date, zone: Zone): Date {
  const [year, month] = dayOf(moment, zone).split('-')
  const first = Math.floor((Number(month) - 1) / 3) * 3 + 1
  return startOfDay(`${year}-${String(first).padStart(2, '0')}-01`, zone)
}
