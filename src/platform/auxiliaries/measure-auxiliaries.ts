import { Gauge, type Registry } from 'prom-client'
import type { Services } from '../../context.ts'
import { type AuxiliaryStanding, listAuxiliaries } from './store.ts'

/** Whether each auxiliary works, and when its certificate ends, for whoever watches the service. */
export function measureAuxiliaries(registry: Registry, services: Services): void {
  // All that is collected at once asks once.
  let asked: ReturnType<typeof listAuxiliaries> | null = null
  const ask = () => {
    asked ??= listAuxiliaries(services.db.owner, services.now())
      .catch(() => [])
      .finally(() => {
        asked = null
      })
    return asked
  }
  const gauge = (name: string, help: string, value: (standing: AuxiliaryStanding) => number | null) =>
    new Gauge({
      name,
      help,
      labelNames: ['auxiliary'],
      registers: [registry],
      async collect() {
        this.reset()
        // Where the database cannot be read, the other metrics are still wanted.
        const standings = await ask()
        const worst = new Map<string, number>()
        for (const standing of standings) {
          const said = value(standing)
          if (said !== null) worst.set(standing.name, Math.min(worst.get(standing.name) ?? said, said))
        }
        for (const [auxiliary, least] of worst) this.set({ auxiliary }, least)
      },
    })
  gauge('auxiliary_working', 'Whether each auxiliary works for everybody: 1 or 0', ({ fault }) =>
    fault === null || fault === 'ends-soon' ? 1 : 0,
  )
  gauge(
    'auxiliary_certificate_end_seconds',
    'When the first certificate of each auxiliary ends, in Unix time',
    ({ endsAt }) => endsAt && endsAt.getTime() / 1000,
  )
}
