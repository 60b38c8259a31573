const name = 'http_request_duration_seconds'
const bounds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** `within`: how many took so long and no longer than the bound before, as `bounds` has them. */
type Timed = { labels: string; within: number[]; count: number; sum: number }

/**
 * How long requests took, by route and status; no address, name or id ever becomes a label. Counted with every request, so
 * nothing is done then that can wait until somebody asks.
 */
export class RequestTimes {
  readonly #timed = new Map<string, Timed>()

  observe(method: string, route: string, status: number, seconds: number): void {
    const key = `${status}${method}${route}`
    let timed = this.#timed.get(key)
    if (!timed) {
      const labels = `method="${method}",route="${route}",status="${status}"`
      timed = { labels, within: bounds.map(() => 0), count: 0, sum: 0 }
      this.#timed.set(key, timed)
    }
    timed.count += 1
    timed.sum += seconds
    for (let at = 0; at < bounds.length; at++)
      if (seconds <= bounds[at]!) {
        timed.within[at]! += 1
        return
      }
  }

  /** Prometheus text format: a histogram. */
  write(): string {
    const lines = [...this.#timed.values()].flatMap(({ labels, within, count, sum }) => {
      let upTo = 0
      const buckets = within.map((few, at) => {
        upTo += few
        return `${name}_bucket{le="${bounds[at]}",${labels}} ${upTo}`
      })
      return [
        ...buckets,
        `${name}_bucket{le="+Inf",${labels}} ${count}`,
        `${name}_sum{${labels}} ${sum}`,
        `${name}_count{${labels}} ${count}`,
      ]
    })
    return [`# HELP ${name} Time to answer, by route`, `# TYPE ${name} histogram`, ...lines, ''].join('\n')
  }
}
