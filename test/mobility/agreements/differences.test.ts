import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Difference, differences } from '../../../src/mobility/agreements/differences.ts'

/** What a JSON pointer leads to. */
function at(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], document)
}

const outcome = fc.record({
  competence: fc.constantFrom('1.1', '1.2', '2.4', '5.1'),
  target: fc.option(fc.integer({ min: 1, max: 8 })),
  methods: fc.array(fc.constantFrom('portfolio', 'observation'), { maxLength: 2 }),
  criteria: fc.uniqueArray(
    fc.record({ id: fc.constantFrom('a', 'b', 'c'), level: fc.integer({ min: 1, max: 3 }) }),
    { selector: ({ id }) => id },
  ),
})
const content = fc.record(
  {
    procedure: fc.constantFrom('One', 'Two'),
    'a/b~c': fc.integer({ min: 0, max: 2 }),
    mobility: fc.record({ endsOn: fc.constantFrom('2026-10-01', '2026-10-02') }),
    outcomes: fc.uniqueArray(outcome, { selector: ({ competence }) => competence }),
  },
  { requiredKeys: ['procedure', 'outcomes'] },
)

describe('the differences of two versions', () => {
  test('are none exactly when the versions are the same', () => {
    fc.assert(
      fc.property(content, content, (old, next) => {
        expect(differences(old, next).length === 0).toBe(canonicalize(old) === canonicalize(next))
        expect(differences(old, structuredClone(old))).toEqual([])
      }),
    )
  })

  test('point to the value that they tell, in the version that has it', () => {
    const check = (old: unknown, next: unknown, told: Difference) => {
      if (told.change === 'removed') expect(at(old, told.pointer)).toEqual(told.old)
      else if (told.change !== 'reordered') expect(at(next, told.pointer)).toEqual(told.new)
      if (told.change === 'changed') expect(told.old).not.toEqual(told.new)
    }
    fc.assert(
      fc.property(content, content, (old, next) => {
        for (const told of differences(old, next)) check(old, next, told)
      }),
    )
  })

  test('match outcomes by competence and criteria by id, not by place', () => {
    const a = { competence: '1.1', target: 4, criteria: [{ id: 'x', level: 4 }] }
    const b = { competence: '2.4', target: 5, criteria: [] }
    const c = { competence: '5.1', target: 3, criteria: [] }
    expect(differences({ outcomes: [a, b] }, { outcomes: [c, { ...a, target: 3 }, b] })).toEqual([
      { change: 'added', pointer: '/outcomes/0', old: null, new: c },
      { change: 'changed', pointer: '/outcomes/1/target', old: 4, new: 3 },
    ])
    expect(differences({ outcomes: [a, b] }, { outcomes: [b] })).toEqual([
      { change: 'removed', pointer: '/outcomes/0', old: a, new: null },
    ])
    expect(differences({ outcomes: [a, b] }, { outcomes: [b, a] })).toEqual([
      { change: 'reordered', pointer: '/outcomes', old: ['1.1', '2.4'], new: ['2.4', '1.1'] },
    ])
  })
})
