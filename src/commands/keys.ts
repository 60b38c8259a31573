import { parseArgs } from 'node:util'
import { resignCertificates } from '../certification/resigning/resign-certificates.ts'
import { readConfig } from '../config.ts'
import { openDatabase, type Tx } from '../db/client.ts'
import { explainLastErrors } from '../platform/logging.ts'
import { listIssuerKeys, rotateIssuerKeys } from '../platform/signing/issuer-keys.ts'
import { keySecret } from '../platform/signing/key-secret.ts'
import { compromiseKey, readKeys, rotateKeys } from '../platform/signing/keys.ts'
import { start } from '../start.ts'

const usage = `npm run keys -- list
npm run keys -- rotate [--organisation ID]   (without one: the service's own)
npm run keys -- compromise KID --from TIME   (such as 2026-11-21T14:00:00Z)
npm run keys -- resign`

/** One id in 64 begins with "-": behind "--" nothing is taken for an option. */
function idsLast(args: string[]): string[] {
  const isKey = (arg: string) => /^[\w-]{43}$/.test(arg)
  return [...args.filter((arg) => !isKey(arg) && arg !== '--'), '--', ...args.filter(isKey)]
}

/** What to do with the keys, from the command line; null when it cannot be read. */
function readCommand(args: string[]) {
  const { positionals, values } = parseArgs({
    args: idsLast(args),
    allowPositionals: true,
    options: { from: { type: 'string' }, organisation: { type: 'string' } },
  })
  const [command, kid, ...more] = positionals
  const { organisation } = values
  if (more.length > 0) return null
  if (organisation !== undefined) {
    const isMeant = command === 'rotate' && kid === undefined && values.from === undefined
    return isMeant && isId(organisation) ? ({ command, organisation } as const) : null
  }
  if (command === 'compromise' && kid && values.from) {
    const from = new Date(values.from)
    const isMoment =
      /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(values.from) && !Number.isNaN(from.getTime())
    return isMoment ? ({ command, kid, from } as const) : null
  }
  const isPlain = kid === undefined && values.from === undefined
  const isKnown = command === 'list' || command === 'rotate' || command === 'resign'
  return isPlain && isKnown ? ({ command } as const) : null
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

async function list(db: Tx, secret: Uint8Array): Promise<void> {
  const own = (await readKeys(db, secret)).published.map((key) => ({ ...key, name: 'the service' }))
  for (const key of [...own, ...(await listIssuerKeys(db))]) {
    const { kid, holder, name, purpose, createdAt, retiredAt, compromisedFrom } = key
    const state = compromisedFrom
      ? `compromised from ${compromisedFrom.toISOString()}`
      : retiredAt
        ? 'retired'
        : 'signs'
    const whose = [holder, name].filter(Boolean).join(' ')
    console.log(`${kid}  ${purpose.padEnd(10)}  since ${createdAt.toISOString()}  ${state}  ${whose}`)
  }
}

/** Signs anew what compromised keys signed, and says of each certificate what came of it. */
async function resign(): Promise<void> {
  const { services, close } = await start(readConfig())
  const counts = { signed: 0, failed: 0 }
  try {
    await resignCertificates(services, ({ number, issuedAt, result, detail }) => {
      counts[result] += 1
      console.log(`${number}  issued ${issuedAt?.toISOString()}  ${result}  ${detail}`)
    })
  } finally {
    await close()
  }
  console.log(`${counts.signed} certificates signed anew, ${counts.failed} failed.`)
  if (counts.failed > 0) process.exitCode = 1
}

explainLastErrors()
const command = readCommand(process.argv.slice(2))
if (!command) {
  console.error(usage)
  process.exit(2)
}

async function carryOut(asked: NonNullable<ReturnType<typeof readCommand>>): Promise<void> {
  if (asked.command === 'resign') return resign()
  const config = readConfig()
  const db = await openDatabase(config)
  try {
    const secret = keySecret(config.keySecret, config.dataDir)
    if (asked.command === 'rotate') {
      if (asked.organisation) await rotateIssuerKeys(db.owner, asked.organisation, secret, new Date())
      else await rotateKeys(db.owner, secret, new Date())
    }
    if (asked.command === 'compromise') {
      await compromiseKey(db.owner, secret, asked.kid, asked.from, new Date())
    }
    await list(db.owner, secret)
  } finally {
    await db.close()
  }
}

await carryOut(command)
