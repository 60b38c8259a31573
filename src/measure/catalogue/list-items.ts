import { type Fault, Refusal } from '../../errors.ts'
import { say as sayOfHttp } from '../../platform/http/words.ts'
import { say } from '../frameworks/words.ts'
import type { CatalogueItem } from './describe-items.ts'

type ListQuery = { limit: number; cursor?: string | undefined; filters: Record<string, string> }

/** One page of a list that never changes while the service runs; refuses a cursor that the list did not give out. */
export function pageOfItems<Item extends Pick<CatalogueItem, 'key' | 'fields'>>(
  items: readonly Item[],
  query: ListQuery,
): { items: Item[]; next: string | null } {
  const start = query.cursor === undefined ? 0 : placeAfter(items, query.cursor)
  const fitting = items
    .slice(start)
    .filter((item) =>
      Object.entries(query.filters).every(([name, value]) => item.fields[name]?.includes(value)),
    )
  const shown = fitting.slice(0, query.limit)
  const last = fitting.length > query.limit ? shown.at(-1) : undefined
  return { items: shown, next: last ? Buffer.from(last.key).toString('base64url') : null }
}

function placeAfter(items: readonly Pick<CatalogueItem, 'key'>[], cursor: string): number {
  const key = Buffer.from(cursor, 'base64url').toString('utf8')
  const place = items.findIndex((item) => item.key === key)
  if (place >= 0) return place + 1
  throw new Refusal('bad-input', sayOfHttp('not-this-cursor'), [
    { in: 'query', pointer: '/cursor', detail: sayOfHttp('take-next') },
  ])
}

/** Refuses filters by what the framework does not have, naming for each what it has. */
export function assertFilters(
  filters: Record<string, string>,
  values: Record<string, readonly string[]>,
): void {
  const faults = Object.entries(filters).flatMap(([name, value]): Fault[] => {
    const there = values[name] ?? []
    if (there.includes(value)) return []
    const detail =
      there.length > 0 ? say('is-none-of', { known: there.join(', ') }) : say('no-filter', { filter: name })
    return [{ in: 'query', pointer: `/${name}`, detail }]
  })
  if (faults.length > 0) throw new Refusal('bad-input', say('not-in-framework'), faults)
}
