import type { z } from 'zod'
import { parseInput } from '../http/faults.ts'
import { isText } from '../http/texts.ts'
import type { Sentence } from '../words/sentence.ts'
import { Misfit } from './fault.ts'
import { foldHeading } from './fold-heading.ts'
import { nearest } from './nearest.ts'
import { readDay } from './read-day.ts'
import { readNumber } from './read-number.ts'

/** What a column is called beside its name, and whether a sheet may do without it, or a row without a value in it. */
export type ColumnTraits = {
  heading?: Sentence
  /** Every row needs a value. */
  filled?: boolean
  /** The sheet may lack the column. */
  optional?: boolean
}

/** A column as whoever reads a sheet declares it: `read` makes a value of what stands in a cell, which is not empty. */
export type Column<T> = ColumnTraits & { read: (cell: string | number) => T | Misfit }

/** Text as it stands, without the spaces around it, of at most so many letters. */
export function textColumn({ most, ...traits }: ColumnTraits & { most?: number } = {}): Column<string> {
  const read = (cell: string | number) => {
    const text = String(cell).trim()
    if (most !== undefined && text.length > most) return new Misfit('too-long', { most })
    return isText(text) ? text : new Misfit('not-keepable')
  }
  return { ...traits, read }
}

/** A number with a decimal point or comma; one of which a mark may part thousands or decimals is in doubt. */
export function numberColumn(
  traits: ColumnTraits & { least?: number; most?: number; whole?: boolean } = {},
): Column<number> {
  return { ...traits, read: (cell) => readNumber(cell, traits) }
}

/** A day as offices write it, as YYYY-MM-DD; one whose month may be its day is in doubt. */
export function dayColumn(traits: ColumnTraits = {}): Column<string> {
  return { ...traits, read: readDay }
}

/** One of some values, or what they are called in any language. */
export function choiceColumn<V extends string>(
  choices: Readonly<Record<V, readonly string[]>>,
  traits: ColumnTraits = {},
): Column<V> {
  const values = Object.keys(choices) as V[]
  const known = new Map(
    values.flatMap((value) => [value, ...choices[value]].map((name) => [foldHeading(name), value])),
  )
  const names = values.flatMap((value) => [value, ...choices[value]])
  const read = (cell: string | number) => {
    const text = String(cell)
    const value = known.get(foldHeading(text))
    return value ?? new Misfit('not-a-choice', { choices: values.join(', ') }, nearest(text, names))
  }
  return { ...traits, read }
}

/** What a schema takes of a text, which says itself what does not fit. */
export function schemaColumn<S extends z.ZodType>(schema: S, traits: ColumnTraits = {}): Column<z.infer<S>> {
  const read = (cell: string | number) => {
    const { data, faults } = parseInput(schema, String(cell).trim())
    return faults[0] ? new Misfit('not-as-agreed', {}, [], faults[0].detail) : (data as z.infer<S>)
  }
  return { ...traits, read }
}
