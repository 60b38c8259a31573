import { z } from 'zod'
import { Refusal } from '../../errors.ts'
import { say } from './words.ts'

const cursorText = z.string().max(200).describe('`next` of the page before; no other value is meaningful')

/** The query of every list: pages by key, so that cost does not grow with depth. */
export const PageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('how many at most'),
  cursor: cursorText.optional(),
}

/** Lists that can be synchronised: with `since`, what changed from that moment on, oldest change first. */
export const SyncQuery = {
  ...PageQuery,
  since: z.iso.datetime({ offset: true }).optional().describe('only what changed at or after this moment'),
}

/** A page of anything: `items` and, while there is more, `next`. */
export function pageOf<T extends z.ZodType>(item: T, name: string) {
  return z
    .object({
      items: z.array(item),
      next: z.string().nullable().describe('cursor of the next page, null at the end'),
    })
    .meta({ id: name })
}

export type Keyset = {
  limit: number
  after: { id: string; changedAt: Date | null } | null
  since: Date | null
}

/** Reads the query of a list; refuses a cursor that was not given out by this list. */
export function readKeyset(query: {
  limit: number
  cursor?: string | undefined
  since?: string | undefined
}): Keyset {
  const since = query.since ? new Date(query.since) : null
  if (!query.cursor) return { limit: query.limit, after: null, since }
  const [id, changed] = Buffer.from(query.cursor, 'base64url').toString('utf8').split(' ')
  const uuid = z.uuid().safeParse(id)
  const changedAt = changed === undefined ? null : new Date(Number(changed))
  if (!uuid.success || (since !== null) !== (changedAt !== null) || Number.isNaN(changedAt?.getTime() ?? 0)) {
    throw new Refusal('bad-input', say('not-this-cursor'), [
      { in: 'query', pointer: '/cursor', detail: say('take-next') },
    ])
  }
  return { limit: query.limit, after: { id: uuid.data, changedAt }, since }
}

/** Cuts one row more than was asked for into a page; the extra row only tells that there is more. */
export function toPage<Row extends { id: string; updatedAt?: Date }, View>(
  rows: Row[],
  keyset: Keyset,
  view: (row: Row) => View,
): { items: View[]; next: string | null } {
  const shown = rows.slice(0, keyset.limit)
  const last = shown.at(-1)
  const more = rows.length > keyset.limit && last !== undefined
  const key = more
    ? keyset.since && last.updatedAt
      ? `${last.id} ${last.updatedAt.getTime()}`
      : last.id
    : null
  return { items: shown.map(view), next: key === null ? null : Buffer.from(key).toString('base64url') }
}
