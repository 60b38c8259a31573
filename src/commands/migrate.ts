import { startFromEnvironment } from '../start.ts'

const { close } = await startFromEnvironment()
await close()
console.log('The database is up to date.')
