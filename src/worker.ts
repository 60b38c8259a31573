import pino from 'pino'
import { jobs } from './jobs.ts'
import { runJobs } from './platform/jobs/run-jobs.ts'
import { explainLastErrors, logging } from './platform/logging.ts'
import { stopOnSignal } from './platform/stop.ts'
import { startFromEnvironment } from './start.ts'

explainLastErrors()
const { config, services, close } = await startFromEnvironment()
const log = pino(logging(config.logLevel))
const stopJobs = runJobs(jobs, services, log)
stopOnSignal([stopJobs, close])
log.info('worker started')
