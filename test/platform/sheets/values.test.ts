import { describe, expect, test } from 'vitest'
import { Misfit } from '../../../src/platform/sheets/fault.ts'
import { readDay } from '../../../src/platform/sheets/read-day.ts'
import { readNumber } from '../../../src/platform/sheets/read-number.ts'

const said = (read: unknown) => (read instanceof Misfit ? [read.code, ...read.suggestions] : read)

describe('a day', () => {
  test.each([
    '2026-09-07',
    '2026-09-07T00:00:00',
    '2026-9-7',
    '2026/09/07',
    '2026.09.07.',
    '07.09.2026.',
    '7.9.2026',
    '07. 09. 2026. g.',
    '2026. gada 7. septembris',
    '2026.gada 7.septembrī',
    '2026. g. 7. sept.',
    '7. septembris, 2026',
    '7 September 2026',
    '7th of Sept 2026',
    'September 7, 2026',
    'Sep 7 2026',
    ' 7 SEPTEMBER 2026 ',
  ])('is read as it is written: %s', (text) => {
    expect(readDay(text)).toBe('2026-09-07')
  })

  test('is known by its month in every case and by the beginning of its name', () => {
    const lv = [
      'janvārī',
      'februārī',
      'martā',
      'aprīlī',
      'maijā',
      'jūnijā',
      'jūlijā',
      'augustā',
      'septembrī',
      'oktobrī',
      'novembrī',
      'decembrī',
    ]
    const months = [
      lv,
      lv.map((name) => name.slice(0, 3)),
      [
        'January',
        'February',
        'March',
        'April',
        'May',
        'June',
        'July',
        'August',
        'September',
        'October',
        'November',
        'December',
      ],
    ]
    for (const names of months)
      expect(names.map((name) => said(readDay(`7 ${name} 2026`)))).toEqual(
        names.map((_, index) => `2026-${String(index + 1).padStart(2, '0')}-07`),
      )
  })

  test.each([
    ['07/09/2026', ['day-in-doubt', '2026-09-07', '2026-07-09']],
    ['07-09-2026', ['day-in-doubt', '2026-09-07', '2026-07-09']],
    ['07.09.26', ['day-in-doubt', '2026-09-07', '1926-09-07']],
    ['27/09/2026', '2026-09-27'],
    ['09/27/2026', '2026-09-27'],
    ['09/09/2026', '2026-09-09'],
    ['30.02.2026', ['not-a-day']],
    ['2026-13-01', ['not-a-day']],
    ['31/31/2026', ['not-a-day']],
    ['7 Smarch 2026', ['not-a-day']],
    ['0026-09-07', ['not-a-day']],
    ['2026-09-07 13:30', ['day-with-time', '2026-09-07']],
    ['46272', ['day-as-number', '2026-09-07']],
    [46272, ['day-as-number', '2026-09-07']],
    [12, ['not-a-day']],
    ['tomorrow', ['not-a-day']],
  ])('is a fault where it is in doubt or none: %s', (text, expected) => {
    expect(said(readDay(text))).toEqual(expected)
  })
})

describe('a number', () => {
  test.each([
    ['120', 120],
    ['1,5', 1.5],
    ['1.5', 1.5],
    ['-0,25', -0.25],
    ['1 500,25', 1500.25],
    ['1\u00a0500', 1500],
    ['1.500,25', 1500.25],
    ['1,500.25', 1500.25],
    ['1.500.000', 1_500_000],
    ['0,500', 0.5],
    ['1500,125', 1500.125],
    [1.125, 1.125],
    ['1,500', ['number-in-doubt', '1500', '1,5000']],
    ['12.500', ['number-in-doubt', '12500', '12,5000']],
    ['1,5,5', ['not-a-number']],
    ['1e9', ['not-a-number']],
    ['12 h', ['not-a-number']],
    ['99999999999999999', ['not-a-number']],
  ])('is read with its marks: %s', (text, expected) => {
    expect(said(readNumber(text, {}))).toEqual(expected)
  })

  test('is within its bounds, and whole where it has to be', () => {
    const bounds = { least: 1, most: 9, whole: true }
    expect(['0', '1', '9', '10', '4,0', '4,5'].map((text) => said(readNumber(text, bounds)))).toEqual([
      ['out-of-range'],
      1,
      9,
      ['out-of-range'],
      4,
      ['not-whole'],
    ])
  })
})
