import type { CaseRecord } from './read-case.ts'

/** One thing on record: what it is, and what is known of it line by line. */
export type Item = { heading: string; lines: string[] }

export const dayTime = (at: Date | null) =>
  at?.toISOString().replace('T', ' ').slice(0, 16).concat(' UTC') ?? '–'

/** The name of a member of the organisation; of anyone else the id. */
export const nameOf = ({ names }: CaseRecord, id: string | null) =>
  id === null ? '–' : (names.get(id) ?? id)
