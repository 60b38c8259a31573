import { Gauge, type Registry } from 'prom-client'
import type { Services } from '../../context.ts'
import { countAttempts } from './attempts-store.ts'

/** How much of each job fails, for whoever watches the service. */
export function measureAttempts(registry: Registry, services: Services): void {
  // All that is collected at once asks once.
  let asked: ReturnType<typeof countAttempts> | null = null
  const ask = () => {
    asked ??= countAttempts(services.db.owner, services.now())
      .catch(() => [])
      .finally(() => {
        asked = null
      })
    return asked
  }
  const gauge = (name: string, help: string, key: 'failing' | 'stuck') =>
    new Gauge({
      name,
      help,
      labelNames: ['job'],
      registers: [registry],
      async collect() {
        this.reset()
        // Where the database cannot be read, the other metrics are still wanted.
        const counts = await ask()
        for (const count of counts) this.set({ job: count.job }, count[key])
      },
    })
  gauge('job_items_failing', 'What each job is at, or failed at and will try again', 'failing')
  gauge('job_items_stuck', 'What each job has failed at for so long that people are told', 'stuck')
}
