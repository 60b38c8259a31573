import type { Threads } from '../../../platform/threads/threads.ts'

export type ReadFacts = typeof import('./read-facts.ts').readFacts

/** Reads facts in threads that nothing else waits for; a file at which one was ended, or found no room, has none. */
export function factReaderIn(threads: Threads): { readFacts: ReadFacts } {
  const file = threads.file<typeof import('./read-facts.ts')>(new URL('./read-facts.ts', import.meta.url))
  const readFacts = file('readFacts')
  return { readFacts: (mediaType, bytes) => readFacts(mediaType, bytes).catch(() => null) }
}
