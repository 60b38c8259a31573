import { describe, expect, test } from 'vitest'
import { wheelSvg } from '../../src/measure/wheel/draw-wheel.ts'
import type { Label } from '../../src/measure/wheel/labels.ts'
import type { Depicted, Profiles } from '../../src/measure/wheel/profiles.ts'
import { letteringOf } from '../../src/measure/wheel/sectors.ts'
import { layWheel, radiusForCodes } from '../../src/measure/wheel/wheel.ts'
import { digCompAreas } from '../certification/certificates/sample-snapshot.ts'

const turn = 2 * Math.PI
const none: Profiles = { filled: null, outlined: null }
const filled = (levels: [string, number][]): Profiles => ({ filled: new Map(levels), outlined: null })
/** As it is drawn where nothing else is asked for, and as it is drawn on paper, whose letters are larger on it. */
const [onScreen, onPaper] = [letteringOf(192, true), letteringOf(96, false)]
const of = (
  profiles: Profiles,
  highest = 8,
  areas = digCompAreas as { code: string; competences: { code: string }[] }[],
) => layWheel(areas, highest, profiles, onScreen)

const long = 'Ilgtspējīga mijiedarbošanās un informācijpratības nostiprināšana'

/** So many competences in so many areas, as evenly as it goes. */
function generated(areas: number, competences: number, codeOf = (...parts: number[]) => parts.join('.')) {
  return Array.from({ length: areas }, (_, area) => ({
    code: codeOf(area + 1),
    title: () => `${long} ${area + 1}`,
    competences: Array.from(
      { length: Math.floor((competences * (area + 1)) / areas) - Math.floor((competences * area) / areas) },
      (_, index) => ({ code: codeOf(area + 1, index + 1), title: () => `${long} ${index + 1}` }),
    ),
  }))
}

const shapes = [1, 2, 3, 5, 8, 12].flatMap((areas) =>
  [12, 15, 21, 22, 24, 30, 40, 48, 60].map((competences) => [areas, competences] as const),
)

test('every competence has an equal spoke, in the order of the framework, around one turn', () => {
  const { competences, areas } = of(none)
  expect(competences.map(({ code }) => code)).toEqual(
    digCompAreas.flatMap((area) => area.competences.map(({ code }) => code)),
  )
  expect(areas.map(({ code }) => code)).toEqual(['1', '2', '3', '4', '5'])
  for (const spoke of competences)
    expect(spoke.to - spoke.from).toBeCloseTo(competences[0]!.to - competences[0]!.from)
  competences.slice(1).forEach((spoke, index) => {
    expect(spoke.from).toBeGreaterThanOrEqual(competences[index]!.to - 1e-9)
  })
  expect(competences.at(-1)!.to).toBeLessThanOrEqual(turn)
})

test('a spoke is filled, and outlined, as far as its level, and never beyond the rim', () => {
  const levels = new Map([
    ['1.1', 4],
    ['1.2', 8],
    ['1.3', 99],
    ['2.1', 0],
  ])
  for (const as of ['planned', 'before'] as const) {
    const { competences } = of({ filled: levels, outlined: { as, profile: levels } })
    const [half, full, beyond, unknown] = competences
    for (const by of ['filled', 'outlined'] as const) {
      expect(half![by]!.outer).toBeCloseTo((half!.inner + half!.outer) / 2)
      expect(full![by]!.outer).toBeCloseTo(full!.outer)
      expect(beyond![by]!.outer).toBeCloseTo(full!.outer)
      expect(unknown![by]).toBeNull()
    }
  }
})

test('there is a ring between any two levels, and none without levels', () => {
  expect(of(none).rings).toHaveLength(7)
  expect(of(none, 4).rings).toHaveLength(3)
  expect(of(filled([['1.1', 1]]), 0).rings).toHaveLength(0)
})

test('a framework with one competence, or none, still gives numbers', () => {
  const { competences } = of(filled([['A1', 2]]), 4, [{ code: 'A', competences: [{ code: 'A1' }] }])
  expect(competences[0]!.to - competences[0]!.from).toBeCloseTo(turn)
  expect(of(none, 8, [])).toMatchObject({ areas: [], competences: [] })
  expect(of(none, 8, [{ code: 'A', competences: [] }]).areas).toEqual([])
})

/** The corners of a text of this size around its middle. */
function cornersOf({ text, x, y, turn: angle }: Label, { height, widthOf }: typeof onScreen) {
  const [w, h] = [widthOf(text) / 2, height * 0.4]
  return [
    [-w, -h],
    [w, -h],
    [w, h],
    [-w, h],
  ].map(([left, top]) => ({
    x: x + left! * Math.cos(angle) - top! * Math.sin(angle),
    y: y + left! * Math.sin(angle) + top! * Math.cos(angle),
  }))
}

type Corners = ReturnType<typeof cornersOf>

/** Whether two rectangles, however they are turned, have a point in common. */
function meet(one: Corners, other: Corners): boolean {
  const isApart = (corners: Corners) =>
    corners.slice(0, 2).some((corner, index) => {
      const next = corners[index + 1]!
      const along = (at: { x: number; y: number }) => at.x * (next.x - corner.x) + at.y * (next.y - corner.y)
      const [a, b] = [one.map(along), other.map(along)]
      return Math.max(...a) <= Math.min(...b) + 1e-9 || Math.max(...b) <= Math.min(...a) + 1e-9
    })
  return !isApart(one) && !isApart(other)
}

describe.each([
  ['400 px wide', onScreen],
  ['on paper', onPaper],
])('what is written on a wheel %s', (_, lettering) => {
  test.each(shapes)(
    'of %i areas with %i competences lies on it, and never on one another',
    (areas, count) => {
      const wheel = layWheel(generated(areas, count), 8, none, lettering)
      const labels = [...wheel.competences, ...wheel.areas].flatMap(({ label }) => label ?? [])
      const corners = labels.map((label) => cornersOf(label, lettering))
      for (const at of corners.flat()) expect(Math.hypot(at.x, at.y)).toBeLessThan(1.03)
      for (const [index, at] of corners.entries())
        expect(labels.filter((_, other) => other < index && meet(at, corners[other]!))).toEqual([])
      expect(wheel.areas.every(({ label }) => label !== null)).toBe(true)
      const isLargeEnough =
        radiusForCodes(generated(areas, count), 12, 12 * 5 * 0.68) <= 12 / lettering.height
      if (isLargeEnough) expect(wheel.competences.every(({ label }) => label !== null)).toBe(true)
      expect(wheel.competences[0]!.outer).toBeGreaterThan(wheel.competences[0]!.inner + 0.1)
    },
  )

  test('leaves out what has no room, but not what is shown', () => {
    const shown = filled([['7.11', 3]])
    const { competences } = layWheel(generated(12, 240), 4, shown, lettering)
    const written = competences.filter(({ label }) => label !== null)
    expect(written.length).toBeLessThan(120)
    expect(written.map(({ code }) => code)).toContain('7.11')
  })
})

test('at 400 px every code of sixty competences is there', () => {
  for (const areas of [1, 3, 12])
    expect(layWheel(generated(areas, 60), 8, none, onScreen).competences.every(({ label }) => label)).toBe(
      true,
    )
})

test('codes that are too long for the wheel are counted, and told beside it; on paper none is written', () => {
  const codeOf = (...parts: number[]) => `LV:DIGITAL,${parts.join('/')}`
  const areas = generated(3, 12, codeOf)
  expect(layWheel(areas, 4, none, onScreen)).toMatchObject({
    areas: [{ mark: 'A' }, { mark: 'B' }, { mark: 'C' }],
    competences: Array.from({ length: 12 }, (_, index) => ({ mark: String(index + 1) })),
  })
  expect(layWheel(areas, 4, none, onPaper).competences.every(({ label }) => label === null)).toBe(true)
  const drawn = wheelSvg({ areas, levels: [], profiles: none }, () => 'Sample', 'lv')
  expect(drawn).toMatch(/>12<\/tspan><tspan[^>]*>LV:DIGITAL,3\/4 /)
})

describe('a picture', () => {
  const levels = Array.from({ length: 8 }, (_, index) => ({
    level: index + 1,
    code: String(index + 1),
    title: () => `${index + 1}`,
  }))
  const profiles: Profiles = {
    filled: new Map([['1.1', 5]]),
    outlined: { as: 'planned', profile: new Map([['1.1', 6]]) },
  }
  const draw = (areas: Depicted['areas'], language: string, width: number) =>
    wheelSvg({ areas, levels, profiles }, () => long, language, width)

  test.each(['lv', 'en'])('in %s is written no smaller than 12 px, and within its width', (language) => {
    for (const [width, areas, count] of [
      [300, 1, 12],
      [400, 12, 60],
      [400, 3, 40],
      [680, 12, 60],
      [1160, 5, 21],
    ] as const) {
      const drawn = draw(generated(areas, count), language, width)
      expect(drawn).toContain(`viewBox="0 0 ${width} `)
      for (const [, size] of drawn.matchAll(/font-size="([\d.]+)"/g))
        expect(Number(size)).toBeGreaterThanOrEqual(12)
      for (const [, x, text] of drawn.matchAll(/<tspan x="([\d.]+)"[^>]*>([^<]+)</g))
        expect(Number(x) + text!.length * 13 * 0.6).toBeLessThanOrEqual(width)
    }
  })

  test('tells its two profiles apart by fill and outline, whatever the hue', () => {
    const drawn = draw(generated(1, 12), 'en', 400)
    expect(drawn.match(/<path [^>]*fill="#155e75"/g)).toHaveLength(1)
    expect(drawn.match(/<g class="outlined"><path [^>]*fill="none"/g)).toHaveLength(1)
    expect(drawn).toContain('>Outline: planned<')
    expect(drawn).toContain('>Filled: reached<')
  })
})
