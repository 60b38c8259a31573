import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

export const usage = `npm run demo -- [--cohort FILE] [--marks FILE] [--out DIR] [--mail-out DIR] [--keep]

Takes a cohort from its roster to verified certificates, as clients of the API would.

  --cohort FILE   who goes where and what is planned (default: src/commands/demo/input/cohort.csv)
  --marks FILE    what each learner showed (default: src/commands/demo/input/marks.csv)
  --out DIR       where the certificates go (default: demo-output)
  --mail-out DIR  where the mails go that learners and guardians would get, as files (default: none are written)
  --keep          leave the service up until Ctrl-C

DATABASE_URL, when set, is used instead of an embedded database. Where that database is in use already, CLIENT_ID and
CLIENT_SECRET name a client that may register organisations (scope "operate").`

export type Options = { cohort: string; marks: string; out: string; mailOut: string | null; keep: boolean }

/** What the command line asks for; null when it asks for help. */
export function readOptions(): Options | null {
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  const { values } = parseArgs({
    options: {
      cohort: { type: 'string', default: here('input/cohort.csv') },
      marks: { type: 'string', default: here('input/marks.csv') },
      out: { type: 'string', default: 'demo-output' },
      'mail-out': { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const { 'mail-out': mailOut = null, ...others } = values
  return values.help ? null : { ...others, mailOut }
}
