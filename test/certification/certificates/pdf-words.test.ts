import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupsOfFour } from '../../../src/certification/documents/pdf/front/verification.ts'
import { hours } from '../../../src/certification/documents/pdf/words.ts'
import {
  longDate,
  period,
  shortDate,
  writeDay,
  writeDayWithin,
  writeMoment,
} from '../../../src/platform/dates.ts'
import { type Colour, colours, type } from '../../../src/platform/pdf/look.ts'
import { escapeXml } from '../../../src/platform/pdf/xmp.ts'
import { readMessages } from '../../../src/platform/words/read-catalogue.ts'

const folder = new URL('../../../src/certification/documents/pdf/words/', import.meta.url)
const printed = { lv: readMessages(folder, 'lv'), en: readMessages(folder, 'en') }

test.each([
  ['2026-10-05', '2026-10-30', 'no 2026. gada 5. līdz 30. oktobrim', 'from 5 to 30 October 2026'],
  [
    '2026-09-28',
    '2026-10-16',
    'no 2026. gada 28. septembra līdz 16. oktobrim',
    'from 28 September to 16 October 2026',
  ],
  [
    '2026-12-01',
    '2027-03-31',
    'no 2026. gada 1. decembra līdz 2027. gada 31. martam',
    'from 1 December 2026 to 31 March 2027',
  ],
])('a stay from %s to %s is said as people say it', (startsOn, endsOn, lv, en) => {
  expect(period(startsOn, endsOn, 'lv')).toBe(lv)
  expect(period(startsOn, endsOn, 'en')).toBe(en)
})

test('dates are written in the manner of each language', () => {
  expect(longDate('2026-11-21', 'lv')).toBe('2026. gada 21. novembris')
  expect(longDate('2026-11-21', 'en')).toBe('21 November 2026')
  expect(shortDate('2026-11-01', 'lv')).toBe('01.11.2026.')
  expect(shortDate('2026-11-01', 'en')).toBe('1 Nov 2026')
  const moment = new Date('2026-11-01T23:59:59Z')
  const day = '2026-11-01'
  expect(writeDay(day, 'lv')).toBe('2026.\u00a0gada\u00a01.\u00a0novembris')
  expect(writeDayWithin(day, 'lv')).toBe('01.11.2026.')
  expect(writeDayWithin(day, 'en')).toBe('1\u00a0November\u00a02026')
  expect(writeMoment(moment, 'en')).toBe('1\u00a0November\u00a02026, 23:59 UTC')
})

test('Latvian hours are singular after one, save eleven', () => {
  expect([1, 2, 11, 21, 111, 160].map((count) => hours('lv', count))).toEqual([
    '1 stunda',
    '2 stundas',
    '11 stundas',
    '21 stunda',
    '111 stundas',
    '160 stundas',
  ])
  expect(hours('en', 1)).toBe('1 hour')
  expect([1.5, 21.1].map((count) => hours('lv', count))).toEqual(['1.5 stundas', '21.1 stundas'])
})

test('every fixed word stands in both languages', () => {
  expect([...printed.lv.keys()]).toEqual([...printed.en.keys()])
  for (const [key, en] of printed.en) {
    expect(printed.lv.get(key)?.trim(), key).not.toBe('')
    expect(en.trim(), key).not.toBe('')
  }
})

test('the document names the structure it follows and does not call itself Europass', () => {
  expect(printed.lv.get('document')).toBe('Mobilitātes apliecinājums')
  expect(printed.en.get('document')).toBe('Mobility certificate')
  expect(printed.en.get('structure')).toMatch(/structure/)
  expect(printed.lv.get('structure')).toMatch(/^Struktūra/)
})

test('a code is grouped by four whatever parts it had', () => {
  expect(groupsOfFour('7K3M9PQ2XW4T')).toBe('7K3M 9PQ2 XW4T')
  expect(groupsOfFour('7K3M-9PQ2-XW')).toBe('7K3M 9PQ2 XW')
})

test('escaped text holds nothing that XML would take for markup or refuse', () => {
  const refused = (character: string) =>
    (character < ' ' && !'\t\n\r'.includes(character)) || '\ufffe\uffff'.includes(character)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = escapeXml(text)
      expect(escaped).not.toMatch(/[<>"']|&(?!#\d+;)/)
      expect(Array.from(escaped).filter(refused)).toEqual([])
    }),
  )
})

test('all text has a contrast of at least 4.5 with the ground it stands on', () => {
  for (const [name, style] of Object.entries(type)) {
    const onColour = style.colour === 'white'
    const ground: Colour = onColour ? 'accent' : 'faint'
    expect(contrast(style.colour, ground), name).toBeGreaterThanOrEqual(4.5)
  }
})

test('the parts of a bar differ in brightness by at least 3', () => {
  expect(contrast('deep', 'middle')).toBeGreaterThanOrEqual(3)
  expect(contrast('middle', 'faint')).toBeGreaterThanOrEqual(3)
  expect(contrast('accent', 'faint')).toBeGreaterThanOrEqual(3)
})

/** The contrast ratio of WCAG 2. */
function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: Colour): number {
  const [red, green, blue] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(colours[colour].slice(from, from + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
