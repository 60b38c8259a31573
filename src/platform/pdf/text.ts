import type { Language } from '../words/language.ts'
import { type Multilingual, readIn } from '../words/multilingual.ts'
import type { Sentence } from '../words/sentence.ts'
import type { Fonts } from './fonts.ts'
import type { Style } from './look.ts'
import { type LineWord, wordOf } from './words-of-line.ts'

type Measures = Pick<Fonts, 'measure' | 'words'>

/**
 * Text in one style and one language; without a language it is a name or a number. With `to` it leads to the place of that
 * name in the document.
 */
export type Run = {
  text: string
  style: Style
  language?: Language | undefined
  newLine?: boolean
  to?: string | undefined
}
export type Piece = { text: string; x: number; width: number; run: Run }
/** A line is as high as the highest style on it. */
export type TextLine = { pieces: Piece[]; width: number; height: number }

const lineEnd = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Breaks runs into lines no wider than `width`: where the text was broken when it was typed, between words, and inside a
 * word only when it is wider than a line.
 */
export function breakLines(fonts: Measures, runs: readonly Run[], width: number): TextLine[] {
  const lines: TextLine[] = [{ pieces: [], width: 0, height: 0 }]
  let x = 0
  const next = () => {
    lines.push({ pieces: [], width: 0, height: 0 })
    x = 0
  }
  const place = (run: Run, { text, spread, seen }: LineWord) => {
    const size = run.style.size / 1000
    if (x > 0 && x + seen * size > width) next()
    append(lines.at(-1)!, run, text, x, spread * size)
    lines.at(-1)!.width = x + seen * size
    x += spread * size
  }
  for (const { run, line, starts } of runs.flatMap(typedLines)) {
    // A line on which nothing stands is as high as the others.
    if (starts === 'line') lines.at(-1)!.height ||= run.style.leading
    if (starts === 'line' || (run.newLine && x > 0)) next()
    for (const part of partsOf(fonts, run, line, width)) place(run, part)
  }
  return lines
}

/** A run in the lines in which it was typed; what ends one of them is read as a space, for whoever hears the text. */
function typedLines(run: Run): { run: Run; line: string; starts: 'run' | 'line' }[] {
  const lines = run.text.split(lineEnd)
  return lines.map((line, index) => ({
    run,
    line: line !== '' && index < lines.length - 1 ? `${line} ` : line,
    starts: index === 0 ? 'run' : 'line',
  }))
}

function append(line: TextLine, run: Run, text: string, x: number, width: number): void {
  line.height = Math.max(line.height, run.style.leading)
  const last = line.pieces.at(-1)
  if (last?.run === run) {
    last.text += text
    last.width += width
  } else line.pieces.push({ text, x, width, run })
}

/** The words of a line, and of one that no line can hold its parts. */
function partsOf(fonts: Measures, run: Run, line: string, width: number): readonly LineWord[] {
  const most = (width * 1000) / run.style.size
  const words = fonts.words(run.style.face, line)
  if (words.every(({ seen }) => seen <= most)) return words
  return words.flatMap((word) => (word.seen <= most ? [word] : splitWord(fonts, run, word.text, most)))
}

function splitWord(fonts: Measures, { style }: Run, word: string, most: number): LineWord[] {
  const parts: string[] = []
  let part = ''
  for (const { segment } of graphemes.segment(word)) {
    if (part && fonts.measure(style.face, part + segment) > most) {
      parts.push(part)
      part = ''
    }
    part += segment
  }
  return [...parts, part].map((text) => wordOf(fonts.measure, style.face, text))
}

/** A text of a paper: the same in every language, or one for each. */
export type Said = string | Sentence | Multilingual

/** What stands for it in a language. */
export function textIn(language: Language, said: Said): string {
  if (typeof said === 'string') return said
  return typeof said === 'function' ? said(language) : readIn(said, language)
}

/** The text in every language of the paper, each on a line of its own; once where they are the same. */
export function inEach(languages: readonly Language[], said: Said, first: Style, second: Style): Run[] {
  return spoken(languages, said, first, second, ' ').map((run, index) => ({ ...run, newLine: index > 0 }))
}

/** The text in every language of the paper, one after the other. */
export function inRow(languages: readonly Language[], said: Said, first: Style, second: Style): Run[] {
  return spoken(languages, said, first, second, '  ')
}

/** Between texts that run on from each other, wider than between words. */
export const APART = '\u00a0\u00a0\u00a0\u00a0 '

/** What parts the languages belongs to the text: read aloud, words would run into each other without it. */
function spoken(languages: readonly Language[], said: Said, first: Style, second: Style, gap: string): Run[] {
  const all = texts(languages, said)
  return all.map(({ text, language }, index) => ({
    text: index < all.length - 1 ? text + gap : text,
    style: index ? second : first,
    language,
  }))
}

function texts(languages: readonly Language[], said: Said): { text: string; language?: Language }[] {
  if (typeof said === 'string') return [{ text: said }]
  const all = languages.map((language) => ({ text: textIn(language, said), language }))
  return all.filter(({ text }, index) => all.findIndex((other) => other.text === text) === index)
}

/** The text in every language one after the other if that fits on a line, else each on a line of its own. */
export function inRowIfFits(
  paper: { fonts: Fonts; languages: readonly Language[] },
  said: Said,
  [first, second]: readonly [Style, Style],
  width: number,
): Run[] {
  const row = inRow(paper.languages, said, first, second)
  const fits = breakLines(paper.fonts, row, width).length === 1
  return fits ? row : inEach(paper.languages, said, first, second)
}

/** The first of the styles in which the text takes one line; the last where it takes more in each. */
export function fittingStyle(
  { fonts }: { fonts: Fonts },
  text: string,
  styles: readonly [Style, ...Style[]],
  width: number,
): Style {
  const fits = (style: Style) => breakLines(fonts, [{ text, style }], width).length === 1
  return styles.find(fits) ?? styles.at(-1)!
}

export const heightOfLines = (lines: readonly TextLine[]): number =>
  lines.reduce((sum, line) => sum + line.height, 0)
