import { openPglite } from './open-folder.ts'

// A process of its own, for what PostgreSQL takes to make a database is never given back by the one that did it.
const [folder = ''] = process.argv.slice(2)
await (await openPglite(folder)).close()
