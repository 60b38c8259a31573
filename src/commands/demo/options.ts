import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

export const usage = `npm run demo -- [--cohort FILE] [--marks FILE] [--out DIR] [--mail-out DIR] [--keep]
npm run demo -- --cohort-size N [--out DIR] [--mail-out DIR]

Takes a cohort from its roster to verified certificates, as clients of the API would.

  --cohort FILE   who goes where and what is planned (default: src/commands/demo/input/cohort.csv)
  --marks FILE    what each learner showed (default: src/commands/demo/input/marks.csv)
  --out DIR       where the certificates go (default: demo-output)
  --mail-out DIR  where the mails go that learners and guardians would get, as files (default: none are written)
  --cohort-size N a cohort of so many, in which what is alike is asked for once for all; who of the staff sent how many
                  requests is counted (with DATABASE_URL unset)
  --keep          leave the service up until Ctrl-C

DATABASE_URL, when set, is used instead of an embedded database. Where that database is in use already, CLIENT_ID and
CLIENT_SECRET name a client that may register organisations (scope "operate").`

export type Options = {
  cohort: string
  marks: string
  out: string
  mailOut: string | null
  keep: boolean
  cohortSize: number | null
}

/** What the command line asks for; null when it asks for help. */
export function readOptions(): Options | null {
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  const { values } = parseArgs({
    options: {
      cohort: { type: 'string', default: here('input/cohort.csv') },
      marks: { type: 'string', default: here('input/marks.csv') },
      out: { type: 'string', default: 'demo-output' },
      'mail-out': { type: 'string' },
      'cohort-size': { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const { 'mail-out': mailOut = null, 'cohort-size': size, ...others } = values
  return values.help ? null : { ...others, mailOut, cohortSize: size === undefined ? null : sizeOf(size) }
}

/** A cohort that can be asked for at once: three outcomes each, and 500 things in a batch. */
const MOST = 50

function sizeOf(text: string): number {
  const size = Number(text)
  if (!Number.isInteger(size) || size < 5 || size > MOST)
    throw new Error(`--cohort-size is a number from 5 to ${MOST}, not "${text}".`)
  return size
}
