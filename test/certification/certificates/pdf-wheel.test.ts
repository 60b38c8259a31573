import { expect, test } from 'vitest'
import { wheelSegments } from '../../../src/measure/frameworks/wheel.ts'
import { digCompAreas } from './sample-snapshot.ts'

const turn = 2 * Math.PI
const none = new Map<string, number | null>()

test('every competence has an equal spoke, in the order of the framework, around one turn', () => {
  const { competences, areas } = wheelSegments(digCompAreas, none, 8)
  expect(competences.map((one) => one.code)).toEqual(
    digCompAreas.flatMap((area) => area.competences.map((c) => c.code)),
  )
  expect(areas.map((one) => one.code)).toEqual(['1', '2', '3', '4', '5'])
  for (const one of competences)
    expect(one.to - one.from).toBeCloseTo(competences[0]!.to - competences[0]!.from)
  competences.slice(1).forEach((one, index) => {
    expect(one.from).toBeGreaterThanOrEqual(competences[index]!.to - 1e-9)
  })
  expect(competences.at(-1)!.to).toBeLessThanOrEqual(turn)
})

test('a spoke is filled as far as its level, and never beyond the rim', () => {
  const levels = new Map([
    ['1.1', 4],
    ['1.2', 8],
    ['1.3', 99],
    ['2.1', null],
  ])
  const { competences } = wheelSegments(digCompAreas, levels, 8)
  const [half, full, beyond, unknown] = competences
  expect(half!.reached!.outer).toBeCloseTo((half!.inner + half!.outer) / 2)
  expect(full!.reached!.outer).toBeCloseTo(full!.outer)
  expect(beyond!.reached!.outer).toBeCloseTo(full!.outer)
  expect(unknown!.reached).toBeNull()
})

test('everything lies within the radius of one, labels too', () => {
  const { areas, competences } = wheelSegments(digCompAreas, none, 8)
  for (const one of [...areas, ...competences]) {
    expect(one.outer).toBeLessThanOrEqual(1)
    expect(Math.hypot(one.label.x, one.label.y)).toBeLessThan(1)
  }
})

test('there is a ring between any two levels, and none without levels', () => {
  expect(wheelSegments(digCompAreas, none, 8).rings).toHaveLength(7)
  expect(wheelSegments(digCompAreas, none, 4).rings).toHaveLength(3)
  expect(wheelSegments(digCompAreas, new Map([['1.1', 1]]), 0).rings).toHaveLength(0)
})

test('a framework with one competence, or none, still gives numbers', () => {
  const one = wheelSegments([{ code: 'A', competences: [{ code: 'A1' }] }], new Map([['A1', 2]]), 4)
  expect(one.competences[0]!.to - one.competences[0]!.from).toBeCloseTo(turn)
  expect(wheelSegments([], none, 8)).toMatchObject({ areas: [], competences: [] })
  expect(wheelSegments([{ code: 'A', competences: [] }], none, 8).areas).toEqual([])
})
