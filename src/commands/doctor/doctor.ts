import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readConfig } from '../../config.ts'
import { type Database, openDatabase } from '../../db/client.ts'
import { frameworkFolders, loadFrameworks } from '../../measure/frameworks/load-frameworks.ts'
import { explainLastErrors } from '../../platform/logging.ts'
import { type Finding, fault, messageOf, warning, well } from './finding.ts'
import { lookAtAddress } from './look-at-address.ts'
import { lookAtDatabase } from './look-at-database.ts'
import { lookAtFolder } from './look-at-folder.ts'
import { lookAtAuxiliaries, lookAtMail } from './look-beside.ts'

const signs = { well: 'ok     ', warning: 'warning', fault: 'FAULT  ' } as const

function tell({ state, what, says, todo }: Finding): void {
  console.log(`${signs[state]}  ${what}: ${says}`)
  if (todo) console.log(`         → ${todo}`)
}

/** npm run doctor: looks at all that the service needs, changes nothing, and says what to do; 1 where something is wrong. */
async function lookAtAll(config: Config): Promise<Finding[]> {
  return [
    well('settings', 'can be read'),
    ...lookAtFolder(config),
    await lookAtMail(config),
    ...(await lookWithin(config)),
  ]
}

/** What can be looked at only with the database open. */
async function lookWithin(config: Config): Promise<Finding[]> {
  const isThere = config.databaseUrl !== null || existsSync(join(config.dataDir, 'database'))
  if (!isThere) return [warning('database', 'the embedded one is not there yet', 'npm start makes it.')]
  const frameworks = loadFrameworks(frameworkFolders(config.frameworksDir))
  let db: Database
  try {
    db = await openDatabase(config)
  } catch (error) {
    return [unopened(config, messageOf(error)), await lookAtAddress(config, null)]
  }
  try {
    const { findings, signer } = await lookAtDatabase(db, config, frameworks)
    return [...findings, await lookAtAddress(config, signer), ...(await lookAtAuxiliaries(config, db))]
  } catch (error) {
    return [unopened(config, messageOf(error))]
  } finally {
    await db.close()
  }
}

const unopened = ({ databaseUrl }: Config, says: string): Finding =>
  databaseUrl || !says.includes('in use by process')
    ? fault('database', says, 'Look at DATABASE_URL, and whether PostgreSQL runs.')
    : warning('database', says, 'The embedded one is for one process: stop the service to look at it.')

explainLastErrors()
const findings = await lookAtAll(readConfig())
for (const finding of findings) tell(finding)
if (findings.some(({ state }) => state === 'fault')) process.exitCode = 1
