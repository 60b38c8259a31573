import { type Language, reference, spoken } from '../../../platform/words/language.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'

export type InEachLanguage = Readonly<Record<Language, string>>

/** Something that is told of a table: where, what stands there, and what is to be done about it. */
export type Finding = {
  line: number
  column: string
  value: string
  code: string
  message: InEachLanguage
  isBlocking: boolean
  suggestion: string | null
}

/** What is said, in every language: it is kept, and told in whichever is asked for. */
export const inAllLanguages = (sentence: Sentence): InEachLanguage =>
  Object.fromEntries(spoken.map((language) => [language, sentence(language)]))

export const toldIn = (said: InEachLanguage, language: Language): string =>
  said[language] ?? said[reference] ?? ''

type Packed = [line: number, column: number, value: string, message: number, suggestion: string | null]
type Message = { code: string; isBlocking: boolean; said: InEachLanguage }

/** Findings as text, each sentence and heading once: a table has few of them, and many rows. */
export function packFindings(findings: readonly Finding[]): string {
  const [messages, columns] = [new Map<string, Message>(), new Set<string>()]
  const [places, names] = [new Map<string, number>(), new Map<string, number>()]
  const packed = findings.map(({ line, column, value, code, message, isBlocking, suggestion }): Packed => {
    const key = `${code} ${isBlocking} ${message[reference]}`
    if (!messages.has(key)) {
      places.set(key, messages.size)
      messages.set(key, { code, isBlocking, said: message })
    }
    if (!columns.has(column)) {
      names.set(column, columns.size)
      columns.add(column)
    }
    return [line, names.get(column)!, value, places.get(key)!, suggestion]
  })
  return JSON.stringify({ messages: [...messages.values()], columns: [...columns], packed })
}

export function unpackFindings(text: string | null): Finding[] {
  if (text === null) return []
  const { messages, columns, packed } = JSON.parse(text) as {
    messages: Message[]
    columns: string[]
    packed: Packed[]
  }
  return packed.map(([line, column, value, place, suggestion]) => {
    const { code, isBlocking, said } = messages[place]!
    return { line, column: columns[column]!, value, code, message: said, isBlocking, suggestion }
  })
}
