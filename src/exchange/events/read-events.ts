import { type Context, read } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { type EventName, eventNames, eventTypes, linesOf, typeOfLine } from './event-types.ts'
import { type EventLine, type Led, listEventLines, listMobilitiesOf, readNumbered } from './store.ts'
import type { Topic } from './topics.ts'
import { say } from './words.ts'

/** How long events are told, in milliseconds. */
const TOLD_FOR = 30 * 86_400_000
/** Over a longer way than this it is looked first whether it begins too long ago. */
const LONG_WAY = 1000

/** A line of the ledger as an event: what it is about, and where that belongs. */
export type SeenEvent = Omit<EventLine, 'action' | 'blind'> & {
  type: EventName
  about: Topic
  mobilityId: string | null
  projectCode: string | null
}

export type WantedEvents = {
  after?: number | undefined
  types?: readonly EventName[] | undefined
  limit: number
}
export type FoundEvents = { events: SeenEvent[]; position: number; more: boolean }

/** The events after a position that the actor may know of, and the position to go on from. */
export const readEvents = (ctx: Context, wanted: WantedEvents): Promise<FoundEvents> =>
  read(ctx, (tx, { memberId }) => findEvents(tx, memberId, wanted, ctx.now()))

/**
 * The same for one who is already known. Refuses where what follows the position is no longer told, or the position is
 * not one of this service: whoever has copies would go on without knowing what they missed.
 */
export async function findEvents(
  tx: Tx,
  memberId: string | null,
  { after: given, types = eventNames, limit }: WantedEvents,
  now: Date,
): Promise<FoundEvents> {
  const upTo = await readNumbered(tx)
  const after = given ?? upTo
  if (after > upTo) throw new Refusal('gone', say('no-such-position'))
  if (after === upTo) return { events: [], position: upTo, more: false }
  const told = now.getTime() - TOLD_FOR
  const list = (names: readonly EventName[], most: number) =>
    listEventLines(tx, memberId, { after, upTo, limit: most, ...linesOf(names) })
  const assertTold = ([first]: EventLine[]) => {
    if (first && first.at.getTime() < told) throw new Refusal('gone', say('too-long-ago'))
  }
  if (upTo - after > LONG_WAY) assertTold(await list(eventNames, 1))
  const lines = await list(types, limit + 1)
  assertTold(lines)
  const shown = lines.slice(0, limit)
  const more = lines.length > limit
  const events = await withMobilities(
    tx,
    shown.filter(({ blind }) => !blind),
  )
  return { events, position: more ? shown.at(-1)!.position : upTo, more }
}

async function withMobilities(tx: Tx, lines: EventLine[]): Promise<SeenEvent[]> {
  const leads = new Set(lines.flatMap((line) => leadOf(line) ?? []))
  const found = new Map((await listMobilitiesOf(tx, [...leads])).map((led) => [led.id, led]))
  return lines.map((line) => eventOf(line, found.get(leadOf(line) ?? '')))
}

/** By which id the mobility of a line is found, or the group of a programme. */
function leadOf({ recognitionId, action, subjectId }: EventLine): string | null {
  if (recognitionId) return recognitionId
  return /^(mobility|agreement|programme|recognition)[.]/.test(action) ? subjectId : null
}

function eventOf({ blind: _, action, ...line }: EventLine, led: Led | undefined): SeenEvent {
  const type = typeOfLine(action)!
  const { about } = eventTypes[type]
  const mobilityId = about === 'group-mobility' ? null : (led?.leadsTo ?? null)
  const recognitionId = line.recognitionId ?? (about === 'recognition' ? line.subjectId : null)
  const things: Partial<Record<Topic, string | null | undefined>> = {
    recognition: recognitionId,
    mobility: mobilityId,
    agreement: mobilityId,
    'group-mobility': led?.leadsTo,
  }
  const subjectId = things[about] ?? line.subjectId
  const projectCode = led?.projectCode ?? null
  return { ...line, type, about, subjectId, mobilityId, recognitionId, projectCode }
}
