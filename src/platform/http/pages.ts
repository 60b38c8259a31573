import { z } from 'zod'
import { Refusal } from '../../errors.ts'
import type { Sentence } from '../words/sentence.ts'
import { say } from './words.ts'

// A list that goes by the codes of a framework names one of 255 letters in it.
const cursorText = z.string().max(1024).describe('`next` of the page before; no other value is meaningful')

/** The query of every list: pages by key, so that cost does not grow with depth. */
export const PageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('how many at most'),
  cursor: cursorText.optional(),
}

export const After = z.coerce
  .number()
  .int()
  .min(0)
  .describe(
    'only what became visible after this `position` of an earlier answer, in that order; 0: everything. Nothing is ever missed. What is written is shown a second or two later.',
  )

export const Since = z.iso
  .datetime({ offset: true })
  .max(40)
  .describe(
    'only what changed at or after this moment. Where clocks differ, or a change takes long to be kept, it can miss some: use `after`.',
  )

/**
 * Lists that can be synchronised: with `after`, what became visible after a position, in that order; with `since`, what
 * changed from that moment on, oldest change first.
 */
export const SyncQuery = { ...PageQuery, after: After.optional(), since: Since.optional() }

/** A page of anything: `items` and, while there is more, `next`. */
export function pageOf<T extends z.ZodType>(item: T, name: string) {
  return z.object({ items: z.array(item), next: Next }).meta({ id: name })
}

/** A page of a list that can be synchronised. */
export function syncPageOf<T extends z.ZodType>(item: T, name: string) {
  return z.object({ items: z.array(item), next: Next, position: Position.optional() }).meta({ id: name })
}

const Next = z.string().nullable().describe('cursor of the next page, null at the end')
const Position = z
  .int()
  .min(0)
  .describe('with `after`: what to give as `after` the next time, once there is no next page')

/** Where a page begins: `after` is the last row of the page before, `position` and `since` what the list begins at. */
export type Keyset = {
  limit: number
  after: { id: string; changedAt: Date | null; changedIn?: number | null } | null
  since: Date | null
  position: number | null
}

type ListQuery = {
  limit: number
  cursor?: string | undefined
  after?: number | undefined
  since?: string | undefined
}

/** Reads the query of a list; refuses a cursor that was not given out by this list. */
export function readKeyset({ limit, cursor, after: given, since: moment }: ListQuery): Keyset {
  const position = given ?? null
  const since = moment ? new Date(moment) : null
  if (position !== null && since) {
    throw badQuery('/since', say('one-beginning'), say('leave-one-out'))
  }
  if (!cursor) return { limit, after: null, since, position }
  const [id, mark = '', more] = Buffer.from(cursor, 'base64url').toString('utf8').split(/ (@?)/)
  const uuid = z.uuid().safeParse(id)
  const number = Number(more ?? 0)
  const wanted = position !== null ? '@' : ''
  const ordered = position !== null || since !== null
  if (!uuid.success || mark !== wanted || (more !== undefined) !== ordered || !Number.isSafeInteger(number)) {
    throw badQuery('/cursor', say('not-this-cursor'), say('take-next'))
  }
  const changedAt = since ? new Date(number) : null
  const changedIn = position === null ? null : number
  return { limit, after: { id: uuid.data, changedAt, changedIn }, since, position }
}

const badQuery = (pointer: string, sentence: Sentence, detail: Sentence) =>
  new Refusal('bad-input', sentence, [{ in: 'query', pointer, detail }])

/** What the statement of a page saw: every line of the ledger up to this position; null where nobody asked. */
export type Seen = { upTo: number | null }

type Row = { id: string; updatedAt?: Date; changedIn?: number | null } & Partial<Seen>

/** Cuts one row more than was asked for into a page; the extra row only tells that there is more. */
export function toPage<T extends Row, View>(
  rows: T[],
  keyset: Keyset,
  view: (row: T) => View,
): { items: View[]; next: string | null; position?: number } {
  const shown = rows.slice(0, keyset.limit)
  const last = rows.length > keyset.limit ? shown.at(-1) : undefined
  const next = last ? Buffer.from(keyOf(last, keyset)).toString('base64url') : null
  const items = shown.map(view)
  if (keyset.position === null) return { items, next }
  // An empty page is no reason to move on: nothing was passed over.
  const position = next === null ? (rows[0]?.upTo ?? keyset.position) : keyset.position
  return { items, next, position }
}

function keyOf({ id, updatedAt, changedIn }: Row, { since, position }: Keyset): string {
  if (position !== null && changedIn != null) return `${id} @${changedIn}`
  return since && updatedAt ? `${id} ${updatedAt.getTime()}` : id
}
