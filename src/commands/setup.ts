import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import { CannotStart } from '../errors.ts'
import { explainLastErrors } from '../platform/logging.ts'
import { start } from '../start.ts'

const usage = `npm run setup -- --name NAME --country CODE [--admin NAME]
Names the first organisation, before the first start or in place of it, and enters who administers it.`

const options = { name: { type: 'string' }, country: { type: 'string' }, admin: { type: 'string' } } as const

/** The settings with the names of the command line; null when it cannot be read. */
function readNames(): Config | null {
  let values: { name?: string; country?: string; admin?: string }
  try {
    values = parseArgs({ options }).values
  } catch {
    return null
  }
  const { name, country, admin } = values
  if (!name || !country) return null
  return readConfig({
    ...process.env,
    FIRST_ORGANISATION_NAME: name,
    FIRST_ORGANISATION_COUNTRY: country,
    ...(admin && { FIRST_ADMIN: admin }),
  })
}

explainLastErrors()
const config = readNames()
if (config) {
  const { firstClient, close } = await start(config)
  await close()
  if (!firstClient)
    throw new CannotStart(
      'There is an organisation already, and nothing was changed: PATCH /v1/organisations/{id} renames it, and npm run clients gives its client another secret.',
    )
  console.log(`"${config.first.name}" is there. Start the service with npm start.`)
} else {
  console.error(usage)
  process.exitCode = 2
}
