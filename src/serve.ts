import { existsSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import { buildApp } from './app.ts'
import { notSeparated, separationOf } from './db/separation.ts'
import { jobs, jobsOn, watches } from './jobs.ts'
import { FIRST_CLIENT, whereItIs } from './parties/organisations/at-the-machine/where-it-is.ts'
import { errandsTo } from './platform/auth/errand.ts'
import { runJobs } from './platform/jobs/run-jobs.ts'
import { explainLastErrors, logging } from './platform/logging.ts'
import { stopOnSignal } from './platform/stop.ts'
import { startFromEnvironment } from './start.ts'

explainLastErrors()
const { config, services, firstClient, close } = await startFromEnvironment()
const kept = resolve(join(config.dataDir, FIRST_CLIENT))
if (!firstClient && existsSync(kept)) console.log(whereItIs(kept))
const app = await buildApp(services, {
  logger: logging(config.logLevel),
  trustProxy: config.trustProxy,
  clientRequests: config.clientRequests,
  countRequestsIn: config.countRequestsIn,
})
if ((await separationOf(services.db)) === 'not separated') app.log.warn(notSeparated)
const errands = errandsTo(async () => app)
const own = config.runJobs ? [...jobs, ...jobsOn(errands), ...watches] : watches
const stopJobs = runJobs(own, services, app.log)
stopOnSignal([closeApp, stopJobs, close])

try {
  await app.listen({ host: config.host, port: config.port })
} catch (error) {
  console.error(`Cannot listen on ${config.host}:${config.port}: ${(error as Error).message}`)
  process.exit(1)
}
flushCompileCache()
process.send?.({ ready: app.server.address(), firstClient })

function closeApp(): Promise<void> {
  // A connection whose last answer was still on its way when closing began would otherwise be held open by its client.
  setInterval(() => app.server.closeIdleConnections(), 100).unref()
  return app.close()
}
