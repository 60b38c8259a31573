import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { listCatalogues, wordFaults } from '../../src/commands/words.ts'
import { shortDate, writeDay, writeDayWithin, writeMoment } from '../../src/platform/dates.ts'
import { catalogueFaults, describeCatalogue } from '../../src/platform/words/check-catalogue.ts'
import { countryName } from '../../src/platform/words/countries.ts'
import { languagesIn, reference, spoken } from '../../src/platform/words/language.ts'
import { readCatalogue, type Say } from '../../src/platform/words/read-catalogue.ts'
import { type Day, type Sentence, sayAll, type Text } from '../../src/platform/words/sentence.ts'
import { afterwards } from '../setup/afterwards.ts'

describe('the catalogues', () => {
  test('are sound in every language, and their types are those that npm run words writes', () => {
    expect(listCatalogues().length).toBeGreaterThan(5)
    expect(wordFaults()).toEqual([])
  })

  test('are whole in every language that is spoken', () => {
    const missing = listCatalogues().flatMap((folder) => {
      const keys = (language: string) =>
        Object.keys(JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')))
      return spoken.flatMap((language) =>
        keys(reference)
          .filter((key) => !keys(language).includes(key))
          .map((key) => `${folder} ${language} ${key}`),
      )
    })
    expect(spoken).toEqual(['en', 'lv'])
    expect(missing).toEqual([])
  })

  test.each([
    ['a key that English has not', { more: 'x' }, ['more: English has no such key']],
    ['a key that is not kebab-case', { aB: 'x' }, ['aB: is not kebab-case']],
    ['what is no ICU message', { day: '{day' }, ['day: EXPECT_ARGUMENT_CLOSING_BRACE']],
    ['an argument left out', { day: 'x' }, ['day: {day} is missing']],
    ['an argument that nobody gives', { text: '{name} {other}' }, ['text: {other} is not given']],
    ['an argument of another kind', { text: '{name, number}' }, ['text: {name} is Text, not number']],
    [
      'an option that English has not',
      { choice: '{form, select, online {x} other {y}}' },
      ["choice: {form} is 'on-site' | 'other', not 'online' | 'other'"],
    ],
    [
      'one argument used in two ways',
      { day: '{day, date} {day, number}' },
      ['day: {day} is used in two ways: Day and number'],
    ],
  ])('are refused for %s', (_, broken, faults) => {
    const english = {
      day: '{day, date}',
      text: '{name}',
      choice: '{form, select, on_site {x} other {y}}',
      count: '{count, plural, one {#} other {#}}',
    }
    const checked = (messages: object) =>
      catalogueFaults('lv', new Map(Object.entries(messages)), new Map(Object.entries(english)))
    expect(checked({ ...english, count: '{count}' })).toEqual([])
    expect(checked(broken)).toEqual(faults)
  })

  test('are described to TypeScript by what English asks for', () => {
    const english = {
      plain: 'a',
      'with-day': '{day, date} {at, time} {n, number} {who} {form, select, on_site {x} other {y}}',
    }
    const described = describeCatalogue(new Map(Object.entries(english)), '.')
    expect(described).toContain('\n  plain: null\n')
    expect(described).toContain(
      "\n  'with-day': { day: Day; at: Date; n: number; who: Text; form: 'on-site' | 'other' }\n",
    )
    expect(described).toContain("import type { Day, Text } from './sentence.ts'")
  })

  test('stand beside every other one in the languages of the platform, and in no more', () => {
    expect(listCatalogues().map((folder) => languagesIn(folder).sort().join())).toEqual(
      listCatalogues().map(() => [...spoken].sort().join()),
    )
  })
})

type Messages = {
  title: null
  until: { day: Day }
  stands: { day: Day; at: Date }
  count: { count: number }
  share: { share: number }
  form: { form: 'on-site' | 'other' }
  quoted: { name: Text }
  only: { name: Text }
}

const english = {
  title: "The person's <form>",
  until: 'until {day, date}',
  stands: '{day, date, long} {day, date, short} {at, time}',
  count: '{count, plural, one {# day} other {# days}}',
  share: '{share, number} {share, number, ::00}',
  form: '{form, select, on_site {here} other {elsewhere}}',
  quoted: "'{'x'}' {name}",
  only: 'only {name}',
}
const latvian = {
  title: 'Personas <veidlapa>',
  until: 'līdz {day, date}',
  stands: '{day, date, long} {day, date, short} {at, time}',
  count: '{count, plural, zero {nekas (#)} one {# diena} other {# dienas}}',
  share: '{share, number} {share, number, ::00}',
  form: '{form, select, on_site {šeit} other {citur}}',
  quoted: "'{'x'}' {name}",
}

function catalogueOf(): Say<Messages> {
  const folder = mkdtempSync(join(tmpdir(), 'words-'))
  afterwards(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'en.json'), JSON.stringify(english))
  writeFileSync(join(folder, 'lv.json'), JSON.stringify(latvian))
  return readCatalogue<Messages>(pathToFileURL(`${folder}/`), {
    decimalMark: (language) => (language === 'lv' ? ',' : '.'),
    within: writeDayWithin,
    alone: writeDay,
    short: shortDate,
    moment: writeMoment,
  })
}

describe('a sentence', () => {
  test('is said in the language that it is asked in, and in English where that has no such message', () => {
    const say = catalogueOf()
    expect(['en', 'lv', 'xx'].map(say('title'))).toEqual([english.title, latvian.title, english.title])
    expect(say.in('lv')('only', { name: 'A' })).toBe('only A')
  })

  test('writes days, moments and numbers as our own catalogues do', () => {
    const say = catalogueOf()
    const at = new Date('2026-10-05T07:30:00Z')
    expect(say('until', { day: '2026-10-05' })('lv')).toBe('līdz 05.10.2026.')
    expect(say('until', { day: '2026-10-05' })('en')).toBe('until 5\u00a0October\u00a02026')
    expect(say('stands', { day: '2026-10-05', at })('lv').replaceAll('\u00a0', ' ')).toBe(
      '2026. gada 5. oktobris 05.10.2026. 2026. gada 5. oktobris, 07:30 UTC',
    )
    expect(say('share', { share: 0.5 })('lv')).toBe('0,5 0,5')
    expect(say('share', { share: 7 })('en')).toBe('7 07')
  })

  test('counts as the language does', () => {
    const say = catalogueOf()
    expect([0, 1, 2, 11, 21].map((count) => say('count', { count })('lv'))).toEqual([
      'nekas (0)',
      '1 diena',
      '2 dienas',
      'nekas (11)',
      '21 diena',
    ])
    expect([1, 21, 12345].map((count) => say('count', { count })('en'))).toEqual([
      '1 day',
      '21 days',
      '12345 days',
    ])
  })

  test('chooses by a code with hyphens, and takes other sentences in the language around them', () => {
    const say = catalogueOf()
    expect(say('form', { form: 'on-site' })('lv')).toBe('šeit')
    expect(say('form', { form: 'other' })('en')).toBe('elsewhere')
    expect(say('quoted', { name: say('title') })('lv')).toBe('{x} Personas <veidlapa>')
    expect(say('quoted', { name: 0 })('lv')).toBe('{x} 0')
  })

  test('within a value is said wherever it stands', () => {
    const sentence: Sentence = (language) => `in ${language}`
    const day = new Date(0)
    expect(sayAll('lv', { a: [{ b: sentence }], c: 1, d: null, day })).toEqual({
      a: [{ b: 'in lv' }],
      c: 1,
      d: null,
      day,
    })
  })
})

test('a country is called by its name in each language, and by its letters where it has none', () => {
  expect(['en', 'lv', 'xx'].map((language) => countryName('LV', language))).toEqual([
    'Latvia',
    'Latvija',
    'Latvia',
  ])
  expect(countryName('QQ', 'lv')).toBe('QQ')
})

test('no Latvian stands in TypeScript, but in what knows how its words are inflected', () => {
  const grammar = join('measure', 'frameworks', 'search')
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith(grammar),
  )
  const latvianIn = files.filter((file) => /[āčēģīķļņšūž]/i.test(readFileSync(join('src', file), 'utf8')))
  expect(latvianIn).toEqual([])
})
