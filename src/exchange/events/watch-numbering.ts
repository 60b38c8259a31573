import type { Services } from '../../context.ts'
import { readNumbered } from './store.ts'

/** Somebody who waits until the ledger is numbered beyond a position. */
type Waiter = { beyond: number; wake: () => void }

/** How often it is looked while anybody waits, in milliseconds. */
const LOOK_EVERY = 500
/** So many may wait in one process; whoever comes after is answered at once. */
const MOST_WAITING = 1000

/**
 * Lets many wait for new lines in the ledger with one look for all of them: nobody who waits holds a connection to the
 * database. `stop` wakes everyone.
 */
export function watchNumbering({ db }: Pick<Services, 'db'>) {
  const waiting = new Set<Waiter>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function look(): Promise<void> {
    const upTo = await readNumbered(db.owner).catch(() => 0)
    for (const each of waiting) if (each.beyond < upTo) each.wake()
    timer = waiting.size > 0 && !stopped ? setTimeout(look, LOOK_EVERY) : undefined
  }

  return {
    /** Resolves when there is something new, after so many milliseconds, or when the signal says so. */
    async waitBeyond(beyond: number, milliseconds: number, signal: AbortSignal): Promise<void> {
      if (stopped || signal.aborted || milliseconds <= 0 || waiting.size >= MOST_WAITING) return
      await new Promise<void>((wake) => {
        const one = { beyond, wake }
        waiting.add(one)
        const late = setTimeout(wake, milliseconds)
        signal.addEventListener('abort', () => wake(), { once: true })
        timer ??= setTimeout(look, LOOK_EVERY)
        one.wake = () => {
          clearTimeout(late)
          waiting.delete(one)
          wake()
        }
      })
    },
    isStopped: () => stopped,
    stop(): void {
      stopped = true
      clearTimeout(timer)
      for (const each of waiting) each.wake()
    },
  }
}
