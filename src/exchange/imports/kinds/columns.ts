import { type Column, type ColumnTraits, choiceColumn } from '../../../platform/sheets/column.ts'
import { Misfit } from '../../../platform/sheets/fault.ts'
import { spoken } from '../../../platform/words/language.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { say } from '../words.ts'

/** Whatever is told that does not fit: a column that may be missing. */
export const optional = { optional: true } as const

/** What a value is called, in every language; with commas between them. */
export const calledIn = (sentence: Sentence): string[] =>
  spoken.flatMap((language) => sentence(language).split(', '))

const answers = { yes: calledIn(say('choice-yes')), no: calledIn(say('choice-no')) }

/** Yes or no, in any language. */
export function yesColumn(traits: ColumnTraits): Column<boolean> {
  const column = choiceColumn(answers, traits)
  const read = (cell: string | number) => {
    const answer = column.read(cell)
    return answer instanceof Misfit ? answer : answer === 'yes'
  }
  return { ...traits, read }
}

/** One of the languages that are spoken here, by its tag or by what it is called in any of them. */
export const spokenColumn = (traits: ColumnTraits): Column<string> =>
  choiceColumn(
    Object.fromEntries(
      spoken.map((tag) => [
        tag,
        spoken.map((language) => new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag),
      ]),
    ),
    traits,
  )

/** Several values with commas between them. */
export function listColumn(traits: ColumnTraits): Column<string[]> {
  const read = (cell: string | number) =>
    String(cell)
      .split(/[,;]/)
      .map((value) => value.trim())
      .filter((value) => value !== '')
  return { ...traits, read }
}

/** Passwords are never taken: whoever sends some is told so. */
export const passwordColumn: Column<null> = {
  heading: (language) => say('password-headings')(language).split(', ')[0]!,
  optional: true,
  read: () => null,
}

/** What an earlier answer wrote beside each row is read over. */
export const faultsColumn: Column<null> = { heading: say('faults-column'), optional: true, read: () => null }
