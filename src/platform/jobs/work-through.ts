import type { Services } from '../../context.ts'
import { Unavailable } from '../auxiliaries/auxiliary.ts'
import { claim, forgetDone, type Item, LEASE, putOff, settleItem } from './attempts-store.ts'

/** How long one item may take as a whole, and one turn of a job, in milliseconds. */
const CALL_MS = 60_000
const TURN_MS = 60_000

/**
 * One turn of a job over what it has to do: each item is claimed, done and settled, or put off. One that fails or hangs
 * holds up the others by its own call at most; what is left when the turn ends comes in the next one. `comesAgain`: what is done
 * may have to be done again at once. Returns what failed.
 */
export async function workThrough<T extends Item>(
  { db, now }: Pick<Services, 'db' | 'now'>,
  job: string,
  items: readonly T[],
  perform: (item: T) => Promise<unknown>,
  { callMs = CALL_MS, turnMs = TURN_MS, comesAgain = false } = {},
): Promise<unknown[]> {
  await forgetDone(db.owner, job, now())
  const failures: unknown[] = []
  const ends = performance.now() + turnMs
  for (const entry of items) {
    if (performance.now() > ends) break
    const { item, organisationId, recognitionId } = entry
    if (!(await claim(db.owner, job, { item, organisationId, recognitionId }, now()))) continue
    try {
      await within(Math.min(callMs, LEASE / 2), perform(entry))
      await settleItem(db.owner, job, item, now(), comesAgain)
    } catch (error) {
      failures.push(error)
      await putOff(db.owner, job, item, now(), !(error instanceof Unavailable))
    }
  }
  return failures
}

/** What takes longer is given up: nobody waits for it any more, and what it still does counts if it is done well. */
async function within<T>(milliseconds: number, doing: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('It took too long.')), milliseconds)
  return Promise.race([doing, late.promise]).finally(() => clearTimeout(timer))
}
