/** The two levels that an outcome was given by its first and second assessor. */
export type Pair = readonly [first: number, second: number]

/** The share of pairs that are equal; null without pairs. */
export function rawAgreement(pairs: readonly Pair[]): number | null {
  if (pairs.length === 0) return null
  return pairs.filter(([first, second]) => first === second).length / pairs.length
}

/**
 * Cohen's kappa with disagreement weighted by distance or by its square: 1 for full agreement, 0 for what chance would
 * give. Null where chance alone gives no disagreement, so that nothing can be said.
 */
export function weightedKappa(pairs: readonly Pair[], weights: 'linear' | 'quadratic'): number | null {
  const distance = (first: number, second: number) =>
    weights === 'linear' ? Math.abs(first - second) : (first - second) ** 2
  const firsts = tally(pairs.map(([first]) => first))
  const seconds = tally(pairs.map(([, second]) => second))
  let observed = 0
  for (const [first, second] of pairs) observed += distance(first, second)
  let expected = 0
  for (const [first, many] of firsts) {
    for (const [second, more] of seconds) expected += many * more * distance(first, second)
  }
  return expected === 0 ? null : 1 - (observed * pairs.length) / expected
}

/**
 * Krippendorff's alpha over units that were valued two times or more; units with fewer values say nothing. Null where all
 * values are the same, or there are none.
 */
export function krippendorffAlpha(
  units: readonly (readonly number[])[],
  metric: 'nominal' | 'ordinal' | 'interval',
): number | null {
  const paired = units.filter((unit) => unit.length > 1)
  const totals = tally(paired.flat())
  const all = paired.flat().length
  const difference = differenceBy(metric, totals)
  let observed = 0
  for (const unit of paired) {
    for (const [value, many] of tally(unit)) {
      for (const [other, more] of tally(unit)) {
        observed += (many * more * difference(value, other)) / (unit.length - 1)
      }
    }
  }
  let expected = 0
  for (const [value, many] of totals) {
    for (const [other, more] of totals) expected += many * more * difference(value, other)
  }
  return expected === 0 ? null : 1 - ((all - 1) * observed) / expected
}

function differenceBy(metric: 'nominal' | 'ordinal' | 'interval', totals: Map<number, number>) {
  return (first: number, second: number): number => {
    if (first === second) return 0
    if (metric === 'nominal') return 1
    if (metric === 'interval') return (first - second) ** 2
    return ranksBetween(first, second, totals) ** 2
  }
}

/** How many values lie from the first to the second, those at either end counted half. */
function ranksBetween(first: number, second: number, totals: Map<number, number>): number {
  const [low, high] = first < second ? [first, second] : [second, first]
  let between = 0
  for (const [value, many] of totals) {
    if (value >= low && value <= high) between += value === low || value === high ? many / 2 : many
  }
  return between
}

function tally(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Counted pairs, one by one. */
export function expand(counted: readonly { first: number; second: number; times: number }[]): Pair[] {
  return counted.flatMap(({ first, second, times }) =>
    Array.from({ length: times }, () => [first, second] as const),
  )
}
