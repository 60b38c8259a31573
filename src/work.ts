import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { notSeparated, separationOf } from './db/separation.ts'
import { jobs, jobsOn, watches } from './jobs.ts'
import { errandsTo } from './platform/auth/errand.ts'
import { runJobs } from './platform/jobs/run-jobs.ts'
import { explainLastErrors, logging } from './platform/logging.ts'
import { stopOnSignal } from './platform/stop.ts'
import { startFromEnvironment } from './start.ts'

explainLastErrors()
const { config, services, close } = await startFromEnvironment()
const log = pino(logging(config.logLevel))
if ((await separationOf(services.db)) === 'not separated') log.warn(notSeparated)
let asked: Promise<FastifyInstance> | null = null
const errands = errandsTo(() => {
  asked ??= makeService()
  return asked
})
const stopJobs = runJobs([...jobs, ...jobsOn(errands), ...watches], services, log)
stopOnSignal([stopJobs, async () => (await asked)?.close(), close])
log.info('worker started')

/** The service over HTTP, which nobody reaches but this process: it is made when the first batch comes. */
async function makeService(): Promise<FastifyInstance> {
  const { buildApp } = await import('./app.ts')
  const app = await buildApp(services, { logger: logging(config.logLevel) })
  await app.ready()
  return app
}
