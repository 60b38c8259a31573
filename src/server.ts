import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import { jobs } from './jobs.ts'
import { runJobs } from './platform/jobs/run-jobs.ts'
import { logging } from './platform/logging.ts'
import { start } from './start.ts'

/** Stops within this time after SIGTERM, whatever a client is doing. */
const STOP_MS = 9_000

const config = readConfig()
const { services, firstClient, close } = await start(config)
const app = await buildApp(services, { logger: logging(config.logLevel), trustProxy: config.trustProxy })
const stopJobs = config.runJobs ? runJobs(jobs, services, app.log) : async () => {}

await app.listen({ host: config.host, port: config.port })
if (firstClient) {
  console.log(
    `First start. This client's secret is shown this once:\n  client_id ${firstClient.id}\n  client_secret ${firstClient.secret}`,
  )
}
process.send?.({ ready: app.server.address(), firstClient })

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), STOP_MS).unref()
    // A connection whose last answer was still on its way when closing began would otherwise be held open by its client.
    setInterval(() => app.server.closeIdleConnections(), 100).unref()
    await app.close()
    await stopJobs()
    await close()
    process.exit(0)
  })
}
