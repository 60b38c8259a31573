import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AssessorFacts,
  assessorFault,
  covers,
  isConflicted,
  isWithinTwoYears,
  mayRead,
} from '../../../src/recognition/assessment/assessor.ts'
import { contradictionOf } from '../../../src/recognition/assessment/level.ts'
import { judgementFaults } from '../../../src/recognition/assessment/marks.ts'
import {
  isBorderline,
  isSampled,
  quarterStart,
  reasonsFor,
  selfGapOf,
} from '../../../src/recognition/assessment/second-marking/second-marking.ts'
import { settle } from '../../../src/recognition/assessment/settlement.ts'

describe('the sample for second marking', () => {
  test('takes by the number drawn, and everything until the minimum of the quarter is reached', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(10),
        fc.nat(10),
        (drawn, rate, minimum, sampledBefore) => {
          const taken = isSampled({ drawn, rate, minimum, sampledBefore })
          expect(taken).toBe(sampledBefore < minimum || drawn < rate)
        },
      ),
    )
  })

  test('is at least the minimum and close to the rate, whatever the quarter brings', () => {
    let sampled = 0
    for (let index = 0; index < 10_000; index++) {
      // A low-discrepancy sequence in place of chance: the share of numbers below the rate is the rate.
      const drawn = (index * 0.6180339887498949) % 1
      if (isSampled({ drawn, rate: 0.1, minimum: 5, sampledBefore: sampled })) sampled += 1
      expect(sampled).toBeGreaterThanOrEqual(Math.min(index + 1, 5))
    }
    expect(sampled / 10_000).toBeCloseTo(0.1, 2)
  })

  test('begins anew with the calendar quarter', () => {
    expect(quarterStart(new Date('2026-11-21T14:00:00Z'), 'UTC').toISOString()).toBe(
      '2026-10-01T00:00:00.000Z',
    )
    expect(quarterStart(new Date('2026-03-31T23:59:59Z'), 'UTC').toISOString()).toBe(
      '2026-01-01T00:00:00.000Z',
    )
    expect(quarterStart(new Date('2026-03-31T23:59:59Z'), 'Europe/Riga').toISOString()).toBe(
      '2026-03-31T21:00:00.000Z',
    )
  })
})

describe('second marking is forced', () => {
  const never = { drawn: 0.5, rate: 0, minimum: 0, sampledBefore: 0 }
  const stopped = (...stoppedBy: string[]) => [
    { level: 4, met: true, stoppedBy: [] },
    { level: 5, met: false, stoppedBy },
    { level: 6, met: false, stoppedBy: ['x'] },
  ]

  const found = (
    standings: ReturnType<typeof stopped>,
    self: number | null = null,
    level: number | null = 4,
  ) => ({
    standings,
    target: 5,
    selfLevel: self,
    level,
  })

  test('where one mandatory criterion is short of the target, and not where two are or none', () => {
    expect(isBorderline(stopped('a'), 5)).toBe(true)
    expect(isBorderline(stopped('a', 'b'), 5)).toBe(false)
    expect(isBorderline([{ level: 4, met: true, stoppedBy: [] }], 4)).toBe(false)
    expect(reasonsFor(never, found(stopped('a')))).toEqual(['borderline'])
  })

  test('not where the target is reached and one criterion is missed above it', () => {
    expect(isBorderline(stopped('a'), 4)).toBe(false)
    expect(reasonsFor(never, { ...found(stopped('a')), target: 4 })).toEqual([])
  })

  test('where a lower level is missed and a higher one met', () => {
    const contrary = [...stopped('a', 'b').slice(0, 2), { level: 6, met: true, stoppedBy: [] }]
    expect(contradictionOf(contrary)).toEqual({ missed: 5, met: 6 })
    expect(contradictionOf(stopped('a', 'b'))).toBeNull()
    expect(reasonsFor(never, found(contrary))).toEqual(['contradiction'])
  })

  test('where the self-assessment is two levels or more away, in either direction', () => {
    const reasons = (self: number | null, level: number | null) =>
      reasonsFor(never, found(stopped('a', 'b'), self, level))
    expect(reasons(6, 4)).toEqual(['self-assessment'])
    expect(reasons(2, 4)).toEqual(['self-assessment'])
    expect(reasons(5, 4)).toEqual([])
    expect(reasons(null, 4)).toEqual([])
    expect(selfGapOf(2, 5)).toBe(-3)
  })

  test('where no level was found, only if even the highest it could be is two away; no gap is computed', () => {
    expect(reasonsFor(never, found(stopped('a', 'b'), 5, null))).toEqual(['self-assessment'])
    expect(reasonsFor(never, found(stopped('a', 'b'), 4, null))).toEqual([])
    expect(selfGapOf(2, null)).toBeNull()
    expect(selfGapOf(null, 4)).toBeNull()
  })
})

describe('what settles an outcome', () => {
  const mark = (round: 'first' | 'second' | 'adjudication', level: number | null) => ({ round, level })
  test.each([
    ['nothing', [], true, null, 'first'],
    ['first marks, where no second are due', [mark('first', 4)], false, 4, null],
    ['nothing yet, where second marks are due', [mark('first', 4)], true, null, 'second'],
    ['two that agree', [mark('first', 4), mark('second', 4)], true, 4, null],
    [
      'nobody yet, where two are one level apart',
      [mark('first', 4), mark('second', 5)],
      true,
      null,
      'adjudication',
    ],
    ['the adjudicator', [mark('first', 4), mark('second', 5), mark('adjudication', 6)], true, 6, null],
    [
      'nobody yet, where one finds no level',
      [mark('first', 1), mark('second', null)],
      true,
      null,
      'adjudication',
    ],
  ] as const)('%s', (_, marks, due, level, awaits) => {
    const settled = settle([...marks], due)
    expect(settled.awaits).toBe(awaits)
    expect(settled.assessment?.level ?? null).toBe(level)
  })
})

describe('marks are shown', () => {
  const row = { assessorId: 'first' }
  const outcome = (settled: boolean, awaitsAdjudication = false, markedByReader = false) => ({
    settled,
    awaitsAdjudication,
    markedByReader,
  })
  const rounds = ['first', 'second', 'adjudication', null] as const

  test('always to their assessor, and before they are settled to nobody else but the adjudicator', () => {
    for (const round of rounds) {
      for (const isAssessor of [true, false]) {
        expect(
          mayRead(
            row,
            { memberId: 'first', round, isAssessor, hasMarked: true, underAssessment: true },
            outcome(false),
          ),
        ).toBe(true)
        expect(
          mayRead(
            row,
            { memberId: 'other', round, isAssessor, hasMarked: true, underAssessment: true },
            outcome(false),
          ),
        ).toBe(false)
        const other = { memberId: 'other', round, isAssessor, hasMarked: true, underAssessment: true }
        const shown = mayRead(row, other, outcome(false, true))
        expect(shown).toBe(round === 'adjudication')
      }
    }
  })

  test('never to a second assessor who has not marked, and never to anyone who might become one', () => {
    const may = (
      round: (typeof rounds)[number],
      isAssessor: boolean,
      { marked = false, hasMarked = false, underAssessment = false } = {},
    ) => {
      const reader = { memberId: 'other', round, isAssessor, hasMarked, underAssessment }
      return mayRead(row, reader, outcome(true, false, marked))
    }
    expect(may('second', true)).toBe(false)
    expect(may('second', false)).toBe(false)
    expect(may('second', true, { marked: true, hasMarked: true })).toBe(true)
    expect(may(null, true)).toBe(false)
    expect(may(null, false)).toBe(true)
    expect(may(null, false, { underAssessment: true })).toBe(false)
    // Before a first assessor has marked anything, they may still be given the second marking.
    expect(may('first', true)).toBe(false)
    expect(may('first', true, { hasMarked: true })).toBe(true)
  })
})

describe('an assessor', () => {
  const scope = { frameworkId: 'f', area: '2', competence: '2.4' }
  const held = {
    frameworkId: 'f',
    area: null,
    competence: null,
    validFrom: '2026-01-01',
    validUntil: '2026-12-31',
  }

  test('is authorised within scope and period, the last day included', () => {
    expect(covers(held, scope, '2026-12-31')).toBe(true)
    expect(covers(held, scope, '2027-01-01')).toBe(false)
    expect(covers(held, scope, '2025-12-31')).toBe(false)
    expect(covers({ ...held, area: '3' }, scope, '2026-06-01')).toBe(false)
    expect(covers({ ...held, area: '2', competence: '2.5' }, scope, '2026-06-01')).toBe(false)
    expect(covers({ ...held, frameworkId: 'g' }, scope, '2026-06-01')).toBe(false)
  })

  test('who trained the learner within two years is in conflict, on the day two years after no more', () => {
    expect(isWithinTwoYears('2024-11-22', '2026-11-21')).toBe(true)
    expect(isWithinTwoYears('2024-11-21', '2026-11-21')).toBe(false)
    const free = { lastTrainedOn: null, related: false, otherConflict: null }
    expect(isConflicted(free, '2026-11-21')).toBe(false)
    expect(isConflicted({ ...free, related: true }, '2026-11-21')).toBe(true)
    expect(isConflicted({ ...free, otherConflict: 'Neighbour' }, '2026-11-21')).toBe(true)
  })
})

describe('an assessment counts', () => {
  const facts: AssessorFacts = {
    round: 'first',
    assessorId: 'a',
    assessedOn: '2026-11-21',
    scope: { frameworkId: 'f', area: '2', competence: '2.4' },
    authorisation: {
      id: 'x',
      frameworkId: 'f',
      area: '2',
      competence: null,
      validFrom: '2026-01-01',
      validUntil: '2026-12-31',
    },
    assignment: { memberId: 'a', round: 'first', state: 'accepted', lastTrainedOn: null },
    mentoredOn: null,
  }
  const assigned = facts.assignment!

  test.each<[string, Partial<AssessorFacts>, RegExp | null]>([
    ['whose assessor was assigned, free and authorised', {}, null],
    ['not: assigned to nobody', { assignment: undefined }, /not assigned/],
    ['not: assigned to another', { assignment: { ...assigned, memberId: 'b' } }, /not assigned/],
    ['not: assigned to another round', { round: 'second' }, /not assigned/],
    ['not: nothing declared', { assignment: { ...assigned, state: 'assigned' } }, /free of conflict/],
    ['not: in conflict', { assignment: { ...assigned, state: 'conflicted' } }, /free of conflict/],
    ['not: trained them', { assignment: { ...assigned, lastTrainedOn: '2025-01-01' } }, /trained/],
    ['not: mentored them', { mentoredOn: '2025-01-01' }, /trained/],
    ['trained them more than two years ago', { mentoredOn: '2024-11-21' }, null],
    ['not: after the authorisation ended', { assessedOn: '2027-01-01' }, /not authorised/],
  ])('%s', (_, over, fault) => {
    const said = assessorFault({ ...facts, ...over })
    if (fault) expect(said?.('en')).toMatch(fault)
    else expect(said).toBeNull()
  })
})

describe('a piece of evidence', () => {
  const at = new Date('2026-11-21T14:00:00Z')
  const piece = { row: { id: 'a', title: 'A', producedOn: '2026-09-20', createdAt: at } }
  const window = { evidenceFrom: '2026-09-07', evidenceUntil: '2026-11-01' }
  const yes = { evidenceId: 'a', valid: true, authentic: true, current: true, sufficient: true }
  const pointers = (...kinds: ('authorship' | 'attestation')[]) =>
    judgementFaults(
      [yes],
      [piece],
      window,
      kinds.map((kind) => ({ kind, at })),
    ).map((one) => one.pointer)

  test('is authentic only by the word of the learner and of the host, given after it came in', () => {
    expect(pointers()).toEqual(['/judgements/0/authentic'])
    expect(pointers('authorship')).toEqual(['/judgements/0/authentic'])
    expect(pointers('attestation')).toEqual(['/judgements/0/authentic'])
    expect(pointers('authorship', 'attestation')).toEqual([])
    const early = (['authorship', 'attestation'] as const).map((kind) => ({ kind, at: new Date(0) }))
    expect(judgementFaults([yes], [piece], window, early)).toHaveLength(1)
  })
})
