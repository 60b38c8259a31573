import { fold } from './fold.ts'

/** A word of a text, in lower case, with where it stands in UTF-16 code units; of one with hyphens its parts as well. */
export type WordAt = { written: string; parts: string[]; start: number; end: number }

/** A code, parts of it joined by full stops, is one word, and so is one with hyphens. */
const word =
  /\p{L}{0,3}\p{N}+(?:\.[\p{L}\p{N}]+)+|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-\u2010\u2011][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu

export function wordsIn(text: string): WordAt[] {
  return [...text.matchAll(word)].map(({ 0: found, index }) => {
    const parts = found
      .normalize('NFC')
      .toLowerCase()
      .split(/[-\u2010\u2011]/)
    return { written: parts.join(''), parts, start: index, end: index + found.length }
  })
}

/** As what a word is found: itself without its hyphens, and each part of it that says something. */
export const keysOf = ({ written, parts }: WordAt): string[] =>
  parts.length === 1 ? [written] : [written, ...parts.filter(({ length }) => length > 1)]

/** They say nothing of what is asked for. */
const empty: Readonly<Record<string, ReadonlySet<string>>> = {
  lv: new Set('un ar par no uz kā vai ir pie pa lai ko kas to tā tas arī ka'.split(' ').map(fold)),
  en: new Set('the a an of for and or in on to with by from how what is are my i can do it'.split(' ')),
}

/** The words asked for, each once, without those that say nothing, unless there are no others. */
export function asked(query: string, language: string): WordAt[] {
  const all = [...new Map(wordsIn(query).map((found) => [found.written, found])).values()]
  const telling = all.filter(({ written }) => !empty[language]?.has(fold(written)))
  return telling.length > 0 ? telling : all
}
