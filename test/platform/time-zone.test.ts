import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAhead, isOver } from '../../src/platform/clocks.ts'
import { addDays, addMonths, endOfDay } from '../../src/platform/dates.ts'
import { dayOf, isZone, startOfDay } from '../../src/platform/time-zone.ts'

const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
const moment = fc.date({ min: new Date('1950-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })

describe('a calendar day', () => {
  test.each([
    ['2026-11-21T21:59:59Z', 'Europe/Riga', '2026-11-21'],
    ['2026-11-21T22:00:00Z', 'Europe/Riga', '2026-11-22'],
    ['2026-07-21T20:59:59Z', 'Europe/Riga', '2026-07-21'],
    ['2026-07-21T21:00:00Z', 'Europe/Riga', '2026-07-22'],
    ['2026-11-21T10:00:00Z', 'Pacific/Kiritimati', '2026-11-22'],
    ['2026-11-21T10:00:00Z', 'Pacific/Pago_Pago', '2026-11-20'],
    ['2026-11-21T23:59:59Z', 'UTC', '2026-11-21'],
  ])('of %s in %s is %s', (at, where, day) => {
    expect(dayOf(new Date(at), where)).toBe(day)
  })

  test.each([
    ['2026-03-29', 'Europe/Riga', '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z'],
    ['2026-10-25', 'Europe/Riga', '2026-10-24T21:00:00.000Z', '2026-10-25T22:00:00.000Z'],
    // There was no midnight: the clocks were put forward over it.
    ['2019-09-08', 'America/Santiago', '2019-09-08T04:00:00.000Z', '2019-09-09T03:00:00.000Z'],
  ])('%s in %s lasts from %s to %s', (day, where, from, until) => {
    expect([startOfDay(day, where).toISOString(), endOfDay(day, where).toISOString()]).toEqual([from, until])
  })

  test('of a moment begins before it or with it and ends after it, in every zone', () => {
    fc.assert(
      fc.property(moment, zone, (at, where) => {
        const day = dayOf(at, where)
        expect(startOfDay(day, where).getTime()).toBeLessThanOrEqual(at.getTime())
        expect(endOfDay(day, where).getTime()).toBeGreaterThan(at.getTime())
        expect([addDays(day, -1), day, addDays(day, 1)]).toContain(dayOf(at, 'UTC'))
      }),
      { numRuns: 300 },
    )
  })

  test('some months on is the same of another month, or its last', () => {
    expect(addMonths('2026-11-21', -24)).toBe('2024-11-21')
    expect(addMonths('2024-02-29', -24)).toBe('2022-02-28')
  })
})

test('a zone is one of the tz database, and no offset', () => {
  const names = ['Europe/Riga', 'UTC', 'America/Argentina/Buenos_Aires', '+02:00', 'Mars/Olympus', '', ' ']
  expect(names.filter(isZone)).toEqual(['Europe/Riga', 'UTC', 'America/Argentina/Buenos_Aires'])
})

test('a moment is ahead, or over, only where it is by every clock that may be right', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
  expect([-6, -4, 0, 4, 6].map((minutes) => isAhead(at(minutes), now))).toEqual([
    false,
    false,
    false,
    false,
    true,
  ])
  expect([-6, -4, 0, 4, 6].map((minutes) => isOver(at(minutes), now))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
  const none = new Date(Number.NaN)
  expect([isAhead(none, now), isOver(none, now)]).toEqual([true, true])
})
