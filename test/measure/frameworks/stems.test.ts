import { describe, expect, test } from 'vitest'
import { fold } from '../../../src/measure/frameworks/search/fold.ts'
import { stemsOf, stemsOfPlain } from '../../../src/measure/frameworks/search/stem.ts'
import { latvianForms, notFound, takenForOne } from './latvian-forms.ts'

const words = Object.entries(latvianForms).map(([lemma, forms]) => ({ lemma, forms: forms.split(' ') }))
const shares = (stems: readonly string[], others: readonly string[]) =>
  stems.some((stem) => others.includes(stem))

describe('the forms of a Latvian word', () => {
  test('stand in a list of at least 400', () => {
    expect(words.flatMap(({ forms }) => forms).length).toBeGreaterThan(400)
  })

  test('are known by their stems, but for those that another word has', () => {
    const missed = words.flatMap(({ lemma, forms }) =>
      forms.filter((form) => !shares(stemsOf(form, 'lv'), stemsOf(lemma, 'lv'))).map((form) => [lemma, form]),
    )
    expect(missed).toEqual(notFound)
  })

  test('are known by their stems when they are typed without diacritics', () => {
    const missed = words.flatMap(({ lemma, forms }) =>
      forms
        .filter((form) => {
          const plain = fold(form)
          return !shares([...stemsOf(plain, 'lv'), ...stemsOfPlain(plain, 'lv')], stemsOf(lemma, 'lv'))
        })
        .map((form) => [lemma, form]),
    )
    expect(missed).toEqual(notFound)
  })

  test('are not taken for those of other words, but for the words listed', () => {
    const stems = words.map(({ lemma, forms }) => ({
      lemma,
      all: [lemma, ...forms].flatMap((form) => stemsOf(form, 'lv')),
    }))
    const taken = stems.flatMap(({ lemma, all }, at) =>
      stems
        .slice(at + 1)
        .filter((other) => shares(all, other.all))
        .map((other) => [lemma, other.lemma]),
    )
    const sorted = (pairs: readonly string[][]) => pairs.map((pair) => pair.toSorted().join(' ')).toSorted()
    expect(sorted(taken)).toEqual(sorted(takenForOne))
  })
})

test.each([
  ['community', 'communities', 'communication'],
  ['policy', 'policies', 'police'],
  ['licence', 'licenses', 'silence'],
  ['organise', 'organizing', 'organ'],
  ['behaviour', 'behaviors', 'behave'],
  ['programming', 'programs', 'programme'],
])('English %s and %s have one stem, %s another', (word, form, other) => {
  expect(stemsOf(form, 'en')).toEqual(stemsOf(word, 'en'))
  expect(stemsOf(other, 'en')).not.toEqual(stemsOf(word, 'en'))
})
