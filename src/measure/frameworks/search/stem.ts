import porter2 from 'wink-porter2-stemmer'
import { fold } from './fold.ts'
import { stemsOfLatvian, stemsOfPlainLatvian } from './stem-latvian.ts'

/** So long a word must be to have an ending. */
const SHORTEST = 3

/**
 * What a word of a text, as it is written there, has in common with its other forms: two words with one in common are taken
 * for forms of one. Of a language that we cannot stem, the word itself without case and diacritics.
 */
export function stemsOf(word: string, language: string): string[] {
  const folded = fold(word)
  if (folded.length < SHORTEST || /\p{N}/u.test(folded)) return [folded]
  if (language === 'lv') return stemsOfLatvian(word.normalize('NFC').toLowerCase())
  if (language === 'en') return [porter2(british(folded))]
  return [folded]
}

/** What else a word may be if who asked for it has no diacritics to write with. */
export function stemsOfPlain(word: string, language: string): string[] {
  const folded = fold(word)
  if (language !== 'lv' || folded.length < SHORTEST || folded !== word.toLowerCase()) return []
  return stemsOfPlainLatvian(folded)
}

/** Licenses, organizing, behaviors: as they are spelled in Britain. */
const british = (word: string) =>
  word
    .replace(/(?<=licen)s(?=e|ing)/, 'c')
    .replace(/(?<=\w{3})iz(?=e|ing|ation|ab)/, 'is')
    .replace(/(?<=(behavi|col|fav|hon|lab|neighb))or(?=s?$|al|it)/, 'our')
