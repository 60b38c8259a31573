import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { listCatalogues } from '../../src/commands/words.ts'
import { readMessages } from '../../src/platform/words/read-catalogue.ts'

/** `*` in a form that is not used stands for any ending; with `cased`, capitals tell forms apart. */
type Term = { term: string; en: string; lv: string; notEn: string[]; notLv: string[]; cased?: boolean }

const glossary: Term[] = JSON.parse(
  readFileSync(new URL('../../src/platform/words/glossary.json', import.meta.url), 'utf8'),
)

/**
 * Messages that keep another form, as `<folder> <key>`: they stand on papers that were given out already, and a paper is
 * drawn again with the same words; or they quote a law.
 */
const kept = new Set<string>([
  'custody/erasure/words basis-learners-file',
  'custody/retention/words kept-register',
])

/** Which of these forms a text uses, as whole words. */
function formsIn(text: string, forms: string[], cased = false): string[] {
  return forms.filter((form) => {
    const pattern = form.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '\\p{L}*')
    return new RegExp(`(?<!\\p{L})${pattern}(?!\\p{L})`, cased ? 'u' : 'iu').test(text)
  })
}

/** The words of a message: neither names of arguments nor the codes by which one of several texts is chosen. */
const wordsOf = (message: string) =>
  message
    .replace(/\{\w+, (select|plural), /g, ' ')
    .replace(/[=\w]+ \{/g, ' ')
    .replace(/\{\w+[^{}]*\}/g, ' ')

const languages = { en: 'notEn', lv: 'notLv' } as const

/** Forms that mean something else in the texts of frameworks: an identity card, a worksheet, an industry, parents, titles. */
const otherwiseInFrameworks = new Set([
  'apliecīb*',
  'darba lap*',
  'identificēšan*',
  'ietvars',
  'nospiedum*',
  'nozar*',
  'nozīmēt',
  'validēšan*',
  'vecāki',
  'vecākiem',
])

/** Every text in the Latvian of each framework that no later edition replaces, with its place. */
function latvianOfFrameworks(): { place: string; text: string }[] {
  const folder = new URL('../../frameworks/', import.meta.url)
  const json = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))
  const ids = readdirSync(folder).filter((id) => existsSync(new URL(`${id}/framework.json`, folder)))
  const replaced = new Set(ids.map((id) => json(`${id}/framework.json`).replaces))
  const textsIn = (value: unknown, place: string): { place: string; text: string }[] => {
    if (typeof value === 'string') return [{ place, text: value }]
    if (value === null || typeof value !== 'object') return []
    return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${place}/${key}`))
  }
  return ids.filter((id) => !replaced.has(id)).flatMap((id) => textsIn(json(`${id}/texts/lv.json`), id))
}

describe('the glossary', () => {
  test('has each term once, in both languages', () => {
    const terms = glossary.map(({ term }) => term)
    expect(terms.length).toBeGreaterThan(50)
    expect(new Set(terms).size).toBe(terms.length)
    expect(glossary.filter(({ en, lv, notLv }) => !en || (!lv && notLv.length > 0))).toEqual([])
  })

  test('forbids no form that it uses itself', () => {
    const wrong = glossary.flatMap((entry) =>
      glossary.flatMap(({ term, notEn, notLv, cased }) =>
        [...formsIn(entry.en, notEn, cased), ...formsIn(entry.lv, notLv, cased)].map(
          (form) => `${entry.term}: "${form}" is not used for ${term}`,
        ),
      ),
    )
    expect(wrong).toEqual([])
  })

  test('finds a form with any ending, in any case, as a whole word', () => {
    expect(formsIn('Nav Mērķa līmeņa.', ['mērķa līme*'])).toEqual(['mērķa līme*'])
    expect(formsIn('ietvarstruktūra, projekta ietvaros', ['ietvars', 'ietvara'])).toEqual([])
    expect(formsIn('Jūsu lieta', ['jūsu'], true)).toEqual([])
    expect(formsIn('par jūsu lietu', ['jūsu'], true)).toEqual(['jūsu'])
  })

  test('is kept to by every message of every catalogue', () => {
    const source = new URL('../../src/', import.meta.url)
    let read = 0
    const wrong = listCatalogues().flatMap((folder) =>
      Object.entries(languages).flatMap(([language, not]) =>
        [...readMessages(pathToFileURL(`${folder}/`), language)].flatMap(([key, message]) => {
          const name = `${relative(source.pathname, folder)} ${key}`
          read += 1
          if (kept.has(name)) return []
          return glossary.flatMap(({ term, cased, [not]: forms }) =>
            formsIn(wordsOf(message), forms, cased).map(
              (form) => `${name} (${language}): "${form}" for ${term}`,
            ),
          )
        }),
      ),
    )
    expect(read).toBeGreaterThan(200)
    expect(wrong).toEqual([])
  })

  test('is kept to by the Latvian texts of frameworks, but for words that mean something else there', () => {
    const texts = latvianOfFrameworks()
    const wrong = texts.flatMap(({ place, text }) =>
      glossary.flatMap(({ term, cased, notLv }) =>
        formsIn(
          text,
          notLv.filter((form) => !otherwiseInFrameworks.has(form)),
          cased,
        ).map((form) => `${place}: "${form}" for ${term}`),
      ),
    )
    expect(texts.length).toBeGreaterThan(3000)
    expect(wrong).toEqual([])
  })
})
