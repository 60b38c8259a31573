import { readConfig } from '../config.ts'
import { openDatabase } from '../db/client.ts'
import { handOver } from '../db/hand-over.ts'
import { migrate } from '../db/migrate.ts'
import { separationOf } from '../db/separation.ts'
import { CannotStart } from '../errors.ts'
import { explainError, explainLastErrors } from '../platform/logging.ts'

/** npm run hand-over: from then on the user of DATABASE_URL owns nothing. Ends with 1 where something is left to do. */
async function separate(): Promise<void> {
  const db = await openDatabase(readConfig())
  try {
    if (db.embedded) throw new CannotStart('The embedded database has one user, who owns it.')
    await migrate(db, async () => {})
    const left = await handOver(db)
    for (const { statement, reason } of left)
      console.log(`To be done by an administrator: ${statement}; (${reason})`)
    const separation = await separationOf(db)
    console.log(`The user of DATABASE_URL and the owner of the tables are ${separation}.`)
    if (separation !== 'separated') process.exitCode = 1
  } finally {
    await db.close()
  }
}

explainLastErrors()
await separate().catch((error: unknown) => {
  console.error(explainError(error))
  process.exitCode = 1
})
