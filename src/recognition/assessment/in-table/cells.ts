import { markValues } from '../../../db/schema/recognition/assessments.ts'
import { foldHeading } from '../../../platform/sheets/fold-heading.ts'
import { spoken } from '../../../platform/words/language.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { say } from '../words.ts'

type Judgement = {
  evidenceId: string
  valid: boolean
  authentic: boolean
  current: boolean
  sufficient: boolean
}
type Mark = {
  criterionId: string
  mark: (typeof markValues)[number]
  /** Of the pieces that show it, among those that are judged, from 1. */
  places: number[]
  task?: string
  comment?: string
}

const called = (sentence: Sentence) =>
  spoken.flatMap((language) => sentence(language).split(', ')).map(foldHeading)
const answers = new Map([
  ...called(say('cell-yes')).map((word) => [word, true] as const),
  ...called(say('cell-no')).map((word) => [word, false] as const),
])
const values = new Map(
  markValues.flatMap((value) =>
    [foldHeading(value), ...called(say(`cell-${value}`))].map((word) => [word, value] as const),
  ),
)

/** What a cell has in several parts, each on a line of its own or behind a semicolon. */
const partsOf = (cell: string): string[] =>
  cell
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Pieces of evidence as a cell judges them, each with four answers: `ID=yes yes yes no`; null where it is none of that. */
export function judgementsInCell(cell: string): Judgement[] | null {
  const judged = partsOf(cell).map(judgementIn)
  return allOf(judged)
}

function judgementIn(part: string): Judgement | null {
  const [, evidenceId, said = ''] = /^([\da-fA-F-]{36})\s*=(.+)$/.exec(part) ?? []
  const given = said
    .trim()
    .split(/[\s,/]+/)
    .map((word) => answers.get(foldHeading(word)))
  const [valid, authentic, current, sufficient] = given
  if (evidenceId === undefined || given.length !== 4) return null
  if (valid === undefined || authentic === undefined || current === undefined || sufficient === undefined)
    return null
  return { evidenceId: evidenceId.toLowerCase(), valid, authentic, current, sufficient }
}

/**
 * Criteria as a cell marks them: `CRITERION=met 1 2 @TASK: why`. The numbers are the places that pieces have among those
 * that are judged; task and comment may be left out. Null where it is none of that.
 */
export function marksInCell(cell: string): Mark[] | null {
  const marks = partsOf(cell).map(markIn)
  return marks.length === 0 ? null : allOf(marks)
}

const isPlace = (word: string) => /^\d{1,3}$/.test(word)

function markIn(part: string): Mark | null {
  const [criterionId = '', said] = splitAt(part, '=')
  if (said === undefined || !/^\S+$/.test(criterionId)) return null
  const [told = '', comment] = splitAt(said, ':')
  const words = told.split(/[\s,]+/).filter((word) => word !== '')
  const task = words.at(-1)?.startsWith('@') ? words.pop()!.slice(1) : undefined
  const places = words.slice(words.findLastIndex((word) => !isPlace(word)) + 1)
  const value = values.get(foldHeading(words.slice(0, words.length - places.length).join(' ')))
  if (value === undefined || task === '' || comment === '') return null
  return {
    ...{ criterionId, mark: value, places: places.map(Number) },
    ...(task === undefined ? {} : { task }),
    ...(comment === undefined ? {} : { comment }),
  }
}

/** What stands before a mark and behind it; the second is missing where there is none. */
function splitAt(text: string, mark: string): string[] {
  const at = text.indexOf(mark)
  return at < 0 ? [text.trim()] : [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

const allOf = <T>(found: readonly (T | null)[]): T[] | null =>
  found.some((value) => value === null) ? null : found.flatMap((value) => value ?? [])
