import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  krippendorffAlpha,
  type Pair,
  rawAgreement,
  weightedKappa,
} from '../../../src/recognition/assessment/rater-agreement/rater-agreement.ts'

/** Kappa from the whole confusion matrix of levels 0 to 8, with weights 1 - d/(r-1) and 1 - d²/(r-1)². */
function kappaByMatrix(pairs: readonly Pair[], power: 1 | 2): number | null {
  const r = 9
  const at = (i: number, j: number) => pairs.filter(([a, b]) => a === i && b === j).length / pairs.length
  const cells = Array.from({ length: r * r }, (_, k) => [Math.floor(k / r), k % r] as const)
  const row = (i: number) => cells.filter(([x]) => x === i).reduce((all, [x, y]) => all + at(x, y), 0)
  const column = (j: number) => cells.filter(([, y]) => y === j).reduce((all, [x, y]) => all + at(x, y), 0)
  const weight = (i: number, j: number) => 1 - Math.abs(i - j) ** power / (r - 1) ** power
  const observed = cells.reduce((all, [i, j]) => all + weight(i, j) * at(i, j), 0)
  const expected = cells.reduce((all, [i, j]) => all + weight(i, j) * row(i) * column(j), 0)
  return Math.abs(1 - expected) < 1e-12 ? null : (observed - expected) / (1 - expected)
}

const zip = (a: number[], b: number[]): Pair[] => a.map((one, index) => [one, b[index]!] as const)

/** Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: four observers, twelve units. */
const observers = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.']
const units = Array.from({ length: 12 }, (_, unit) =>
  observers.flatMap((one) => (one[unit] === '.' ? [] : [Number(one[unit])])),
)

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })), {
  minLength: 1,
  maxLength: 40,
})

describe('the agreement of assessors', () => {
  test('gives the reference figures of weighted kappa', () => {
    const reference = zip([1, 4, 4, 5, 5, 6, 6, 7, 7], [1, 5, 4, 5, 5, 6, 6, 7, 8])
    expect(weightedKappa(reference, 'quadratic')).toBeCloseTo(29 / 30, 9)
    expect(weightedKappa(reference, 'linear')).toBeCloseTo(70 / 79, 9)
    expect(weightedKappa(reference, 'quadratic')?.toFixed(6)).toBe('0.966667')
    expect(weightedKappa(reference, 'linear')?.toFixed(6)).toBe('0.886076')
    expect(rawAgreement(reference)).toBeCloseTo(7 / 9, 9)
  })

  test("gives the published figures of Krippendorff's alpha", () => {
    expect(krippendorffAlpha(units, 'nominal')?.toFixed(4)).toBe('0.7434')
    expect(krippendorffAlpha(units, 'ordinal')?.toFixed(4)).toBe('0.8154')
    expect(krippendorffAlpha(units, 'interval')?.toFixed(4)).toBe('0.8491')
  })

  test('gives the same kappa as the whole confusion matrix does', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        for (const [name, power] of [
          ['linear', 1],
          ['quadratic', 2],
        ] as const) {
          const slow = kappaByMatrix(all, power)
          const fast = weightedKappa(all, name)
          if (slow === null) expect(fast).toBeNull()
          else expect(fast).toBeCloseTo(slow, 9)
        }
      }),
    )
  })

  test('is 1 where all agree and not all say the same, and never above', () => {
    expect(weightedKappa(zip([2, 3, 4], [2, 3, 4]), 'quadratic')).toBe(1)
    expect(krippendorffAlpha(zip([2, 3, 4], [2, 3, 4]), 'ordinal')).toBe(1)
    fc.assert(
      fc.property(pairs, (all) => {
        for (const value of [weightedKappa(all, 'linear'), krippendorffAlpha(all, 'ordinal')]) {
          if (value !== null) expect(value).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('is null, and not 1, where nothing can be said', () => {
    for (const none of [[], zip([4, 4, 4], [4, 4, 4])]) {
      expect(weightedKappa(none, 'linear')).toBeNull()
      expect(weightedKappa(none, 'quadratic')).toBeNull()
      expect(krippendorffAlpha(none, 'ordinal')).toBeNull()
    }
    expect(krippendorffAlpha([[1], [2]], 'ordinal')).toBeNull()
    expect(rawAgreement([])).toBeNull()
  })
})
