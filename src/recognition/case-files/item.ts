import type { Language } from '../../platform/words/language.ts'

/** One thing on record: what it is, and what is known of it line by line. */
export type FileItem = { heading: string; lines: string[] }

export type Section = { title: string; items: FileItem[] }

/** What the paper of a case says, in one language. */
export type CaseFile = {
  /** Where it is not the file of a case. */
  title?: string
  sections: Section[]
  language: Language
  id: string
  sending: string
  at: Date
}

export const dayTime = (at: Date | null) =>
  at?.toISOString().replace('T', ' ').slice(0, 16).concat(' UTC') ?? '–'

/** The name of a member of the organisation; of anyone else the id. */
export const memberName = ({ names }: { names: ReadonlyMap<string, string> }, id: string | null) =>
  id === null ? '–' : (names.get(id) ?? id)
