import { type Fault, Refusal } from '../../errors.ts'
import { readFilter, textsAt, unknownField } from './filter.ts'
import type { CaseVersion } from './published/forms.ts'
import { documentProperties } from './schemas.ts'
import { say } from './words.ts'

export type Selection = {
  limit: number
  offset: number
  sort?: string | undefined
  orderBy?: 'asc' | 'desc' | undefined
  filter?: string | undefined
  fields?: string | undefined
}

/** However many are asked for, an answer holds no more. */
export const MAX_DOCUMENTS = 500

/**
 * The documents that are asked for, in the order asked for, cut to the properties asked for; `total` counts those that the
 * filter lets pass. Refuses what names a property that no document can have, with every such place.
 */
export function selectDocuments(
  documents: readonly object[],
  version: CaseVersion,
  { limit, offset, sort, orderBy = 'asc', filter, fields }: Selection,
): { total: number; page: object[] } {
  const known = documentProperties(version)
  const faults: Fault[] = []
  const asked = fields?.split(',').map((name) => name.trim())
  for (const [where, names] of [
    ['/sort', sort === undefined ? [] : [sort]] as const,
    ['/fields', asked ?? []] as const,
  ])
    for (const name of names) if (!known.includes(name)) faults.push(unknownField(where, name, known))
  const passes = filter === undefined ? () => true : readFilter(filter, known, faults)
  if (faults.length > 0) throw new Refusal('bad-input', say('unusable-query'), faults)
  const chosen = documents.filter(passes)
  const sorted = sort === undefined ? chosen : sortBy(chosen, sort, orderBy)
  const page = sorted.slice(offset, offset + Math.min(limit, MAX_DOCUMENTS))
  return { total: chosen.length, page: asked ? page.map((document) => cut(document, asked)) : page }
}

/** In the order of Unicode; what has no such property stands last, whichever way round. */
function sortBy(documents: readonly object[], property: string, order: 'asc' | 'desc'): object[] {
  const direction = order === 'asc' ? 1 : -1
  return documents
    .map((document) => ({ document, key: textsAt(document, property)[0] }))
    .sort((a, b) => {
      if (a.key === undefined || b.key === undefined)
        return Number(a.key === undefined) - Number(b.key === undefined)
      if (a.key === b.key) return 0
      return a.key < b.key ? -direction : direction
    })
    .map(({ document }) => document)
}

const cut = (document: object, asked: readonly string[]): object =>
  Object.fromEntries(Object.entries(document).filter(([property]) => asked.includes(property)))
