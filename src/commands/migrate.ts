import { explainLastErrors } from '../platform/logging.ts'
import { startFromEnvironment } from '../start.ts'

explainLastErrors()
const { close } = await startFromEnvironment()
await close()
console.log('The database is up to date.')
