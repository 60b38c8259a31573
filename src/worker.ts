import pino from 'pino'
import { readConfig } from './config.ts'
import { jobs } from './jobs.ts'
import { runJobs } from './platform/jobs/run-jobs.ts'
import { logging } from './platform/logging.ts'
import { start } from './start.ts'

const config = readConfig()
const { services, close } = await start(config)
const log = pino(logging(config.logLevel))
const stopJobs = runJobs(jobs, services, log)
log.info('worker started')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await stopJobs()
    await close()
    process.exit(0)
  })
}
