import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Refusal } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'

/** How long until it is looked again, after how long something is sent for the line to stay open, and when it is begun anew, in milliseconds. */
const LOOK_MS = 1000
const SILENT_MS = 15_000
const LONGEST_MS = 600_000

/** So many lines at most are held open by one process. */
const MAX_FOLLOWERS = 100

/** What was seen of something that goes on, as events; whether there is more at once, and whether it was the last. */
export type Glance = { said: string; isMore: boolean; isLast: boolean }

/** Looks again, at what came after what was seen before. */
type Look<G extends Glance> = (before: G | null) => Promise<G>

/**
 * What goes on, as server-sent events. Whoever follows is looked up each time; between two looks nothing of the database
 * is held. It ends with what is followed, with `signal`, and after a while, when the client comes again by itself.
 */
export async function follow<G extends Glance>(look: Look<G>, signal: AbortSignal): Promise<Readable> {
  // What is refused is refused before anything is sent.
  const first = await look(null)
  return Readable.from(events(look, first, signal), { objectMode: false })
}

async function* events<G extends Glance>(
  look: Look<G>,
  first: G,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const ends = performance.now() + LONGEST_MS
  let spoke = performance.now()
  yield 'retry: 2000\n\n'
  for (let found: G | null = first; found; found = await look(found).catch(() => null)) {
    const isSilent = found.said === '' && performance.now() - spoke > SILENT_MS
    if (found.said !== '' || isSilent) {
      yield found.said || ': \n\n'
      spoke = performance.now()
    }
    if (found.isLast || performance.now() > ends) return
    if (!found.isMore && (await isOver(signal))) return
  }
}

const isOver = (signal: AbortSignal): Promise<boolean> =>
  pause(LOOK_MS, undefined, { signal, ref: false }).then(
    () => false,
    () => true,
  )

export const event = (name: string, data: object, id: number): string =>
  `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`

/** Lines that a process holds open: each ends with the process and with whoever listens; beyond so many, another is refused. */
export function openLines(app: FastifyInstance, tooMany: Sentence) {
  const closing = new AbortController()
  let followers = 0
  app.addHook('preClose', async () => closing.abort())
  return async (reply: FastifyReply, open: (signal: AbortSignal) => Promise<Readable>) => {
    if (followers >= MAX_FOLLOWERS) throw new Refusal('too-many', tooMany)
    followers += 1
    const gone = new AbortController()
    reply.raw.once('close', () => {
      followers -= 1
      gone.abort()
    })
    const stream = await open(AbortSignal.any([closing.signal, gone.signal]))
    reply.headers({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
    return reply.send(stream)
  }
}
