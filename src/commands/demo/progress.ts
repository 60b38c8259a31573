/** So many learners are worked on at a time. */
const AT_ONCE = 4

const WIDTH = 24

export type Progress = {
  /** Does a stage for every item, a few at a time, and shows how far it is. The first failure ends it, naming the item. */
  stage<T, R>(name: string, items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]>
}

/** Where it is shown: a terminal, or a file. */
type Screen = { isTTY?: boolean; write(text: string): unknown }

/** A bar that grows in place on a terminal; elsewhere one line for each stage that is done. */
export function showProgress(out: Screen): Progress {
  return {
    async stage(name, items, work) {
      const begun = performance.now()
      let done = 0
      const draw = () => {
        if (out.isTTY)
          out.write(`\r\u001b[2K${describe(name, done, items.length)} ${bar(done, items.length)}`)
      }
      draw()
      const results = await eachOf(items, async (item) => {
        const result = await work(item).catch((error: Error) => {
          if (out.isTTY) out.write('\n')
          throw new Error(`${name}${nameOf(item)}: ${error.message}`, { cause: error })
        })
        done += 1
        draw()
        return result
      })
      const seconds = `${((performance.now() - begun) / 1000).toFixed(1)} s`
      out.write(
        out.isTTY ? ` ${seconds}\n` : `${describe(name, done, items.length)} ${seconds.padStart(7)}\n`,
      )
      return results
    },
  }
}

function describe(name: string, done: number, all: number): string {
  return `${name.padEnd(30)} ${`${done}/${all}`.padStart(6)}`
}

function bar(done: number, all: number): string {
  const full = all === 0 ? WIDTH : Math.round((done / all) * WIDTH)
  return '█'.repeat(full) + '░'.repeat(WIDTH - full)
}

function nameOf(item: unknown): string {
  const learner = (item as { learner?: unknown } | null)?.learner
  return typeof learner === 'string' ? ` (${learner})` : ''
}

/** Results in the order of the items; after a failure nothing further is begun. */
async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length)
  const queue = [...items.entries()]
  let failed = false
  const worker = async () => {
    for (let next = queue.shift(); next && !failed; next = queue.shift()) {
      const [index, item] = next
      results[index] = await work(item).catch((error) => {
        failed = true
        throw error
      })
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker))
  const failure = ended.find((result) => result.status === 'rejected')
  if (failure) throw failure.reason
  return results
}
