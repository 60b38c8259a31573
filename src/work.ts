import pino from 'pino'
import { notSeparated, separationOf } from './db/separation.ts'
import { jobs, watches } from './jobs.ts'
import { runJobs } from './platform/jobs/run-jobs.ts'
import { explainLastErrors, logging } from './platform/logging.ts'
import { stopOnSignal } from './platform/stop.ts'
import { startFromEnvironment } from './start.ts'

explainLastErrors()
const { config, services, close } = await startFromEnvironment()
const log = pino(logging(config.logLevel))
if ((await separationOf(services.db)) === 'not separated') log.warn(notSeparated)
const stopJobs = runJobs([...jobs, ...watches], services, log)
stopOnSignal([stopJobs, close])
log.info('worker started')
