import { readConfig } from './config.ts'
import { start } from './start.ts'

const { close } = await start(readConfig())
await close()
console.log('The database is up to date.')
