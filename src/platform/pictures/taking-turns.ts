/** Does so many things at once; whoever has waited longer than so many milliseconds for a turn gets null. */
export function takingTurns(atOnce: number, waitMs: number) {
  let running = 0
  const waiting: (() => void)[] = []
  /** Whoever is done hands their turn on. */
  const done = () => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  return async <T>(work: () => Promise<T>): Promise<T | null> => {
    if (running < atOnce) running += 1
    else if (!(await turnOf(waiting, waitMs))) return null
    return work().finally(done)
  }
}

/** Whether a turn came in time. */
function turnOf(waiting: (() => void)[], waitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const take = () => {
      clearTimeout(late)
      resolve(true)
    }
    const late = setTimeout(() => {
      waiting.splice(waiting.indexOf(take), 1)
      resolve(false)
    }, waitMs)
    waiting.push(take)
  })
}
