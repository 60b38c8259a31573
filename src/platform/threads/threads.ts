import { Piscina } from 'piscina'
import type { Call } from './carry-out.ts'

type GivenTo<Work> = Work extends (...given: infer Given) => unknown ? Given : []
type AnswerOf<Work> = Work extends (...given: never[]) => infer Answer ? Awaited<Answer> : never

export type Threads = {
  /**
   * The functions of a file by their names, each to be called like the one in the file and carried out in a thread, which
   * loads the file at the first call. What goes in and what comes out is cloned.
   */
  file<Functions>(
    file: URL,
  ): <Name extends keyof Functions & string>(
    name: Name,
  ) => (...given: GivenTo<Functions[Name]>) => Promise<AnswerOf<Functions[Name]>>
  /** Lets what was called be finished, then ends the threads. Nothing more can be called. */
  close(): Promise<void>
}

/** Nobody else can be taken in now: the answer is 503. */
export class ThreadsBusy extends Error {
  readonly statusCode = 503
}

/** `withinMs`: how long a call may take with its waiting, or else it fails. `waiting`: how many calls may wait. */
export type Bounds = { withinMs: number; waiting: number }

/**
 * Threads that carry out calls in their order, at most `size` at a time. They are started when there is work for them; one
 * that dies fails its call and is replaced, and one that waits keeps no process alive. With `bounds`, a call for which there
 * is no room to wait fails with `ThreadsBusy`.
 */
export function openThreads(size: number, bounds?: Bounds): Threads {
  const unfinished = new Set<Promise<unknown>>()
  let pool: Piscina | null = null
  let open = true

  function take(call: Call): Promise<unknown> {
    if (!open) return Promise.reject(new Error('The threads are closed'))
    if (bounds && unfinished.size >= size + bounds.waiting)
      return Promise.reject(new ThreadsBusy('There is no room to wait for a thread'))
    pool ??= startPool(size)
    const signal = bounds ? AbortSignal.timeout(bounds.withinMs) : null
    const answer = pool.run(call, { signal }).finally(() => unfinished.delete(answer))
    unfinished.add(answer)
    return answer
  }

  return {
    file:
      <Functions>({ href }: URL) =>
      <Name extends keyof Functions & string>(name: Name) =>
      (...given: GivenTo<Functions[Name]>) =>
        take({ file: href, name, given }) as Promise<AnswerOf<Functions[Name]>>,
    async close() {
      open = false
      await Promise.allSettled(unfinished)
      await pool?.destroy()
    },
  }
}

const filename = new URL('./carry-out.ts', import.meta.url).href

function startPool(size: number): Piscina {
  const pool = new Piscina({
    filename,
    name: 'carryOut',
    // Only with a thread to be kept is one that died replaced for those who wait.
    minThreads: 1,
    maxThreads: Math.max(1, size),
    idleTimeout: 60_000,
    stricterFIFO: true,
    // A thread that waits comes through its event loop, which frees what the last call has left.
    atomics: 'disabled',
    recordTiming: false,
    // Without the flags of the process: with --eval or --input-type among them no file would start.
    execArgv: [],
    // A thread that may have gigabytes lets garbage lie for as long.
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  // A thread that dies between two calls is replaced like any other, and has nobody to tell.
  pool.on('error', () => {})
  return pool
}
