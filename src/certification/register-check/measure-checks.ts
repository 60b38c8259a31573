import { Gauge, type Registry } from 'prom-client'
import type { Services } from '../../context.ts'
import { newestCheck } from './store.ts'

type Newest = NonNullable<Awaited<ReturnType<typeof newestCheck>>>

/** What the newest finished check of all certificates found, for whoever watches the service; 0 before the first. */
export function measureChecks(registry: Registry, services: Services): void {
  const gauge = (name: string, help: string, value: (newest: Newest) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        // Where the database cannot be read, the other metrics are still wanted.
        const newest = await newestCheck(services.db.owner).catch(() => undefined)
        if (newest) this.set(value(newest))
      },
    })
  gauge(
    'certificate_check_faults',
    'Faults that the newest check of all certificates found',
    ({ faults }) => faults,
  )
  gauge(
    'certificate_check_certificates',
    'Certificates that the newest check looked at',
    ({ checked }) => checked,
  )
  gauge(
    'certificate_check_finished_seconds',
    'When the newest check of all certificates ended, in Unix time',
    ({ finishedAt }) => (finishedAt?.getTime() ?? 0) / 1000,
  )
}
