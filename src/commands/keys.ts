import { parseArgs } from 'node:util'
import { resignCertificates } from '../certification/resigning/resign-certificates.ts'
import { readConfig } from '../config.ts'
import { openDatabase, type Tx } from '../db/client.ts'
import { explainLastErrors } from '../platform/logging.ts'
import { keySecret } from '../platform/signing/key-secret.ts'
import { compromiseKey, readKeys, rotateKeys } from '../platform/signing/keys.ts'
import { start } from '../start.ts'

const usage = `npm run keys -- list
npm run keys -- rotate
npm run keys -- compromise KID --from TIME   (such as 2026-11-21T14:00:00Z)
npm run keys -- resign`

/** One id in 64 begins with "-": behind "--" nothing is taken for an option. */
function idsLast(args: string[]): string[] {
  const isId = (arg: string) => /^[\w-]{43}$/.test(arg)
  return [...args.filter((arg) => !isId(arg) && arg !== '--'), '--', ...args.filter(isId)]
}

/** What to do with the keys, from the command line; null when it cannot be read. */
function readCommand(args: string[]) {
  const { positionals, values } = parseArgs({
    args: idsLast(args),
    allowPositionals: true,
    options: { from: { type: 'string' } },
  })
  const [command, kid, ...more] = positionals
  if (more.length > 0) return null
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

async function list(db: Tx, secret: Uint8Array): Promise<void> {
  for (const { kid, purpose, createdAt, retiredAt, compromisedFrom } of (await readKeys(db, secret))
    .published) {
    const state = compromisedFrom
      ? `compromised from ${compromisedFrom.toISOString()}`
      : retiredAt
        ? 'retired'
        : 'signs'
    console.log(`${kid}  ${purpose.padEnd(10)}  since ${createdAt.toISOString()}  ${state}`)
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
    if (asked.command === 'rotate') await rotateKeys(db.owner, secret, new Date())
    if (asked.command === 'compromise') {
      await compromiseKey(db.owner, secret, asked.kid, asked.from, new Date())
    }
    await list(db.owner, secret)
  } finally {
    await db.close()
  }
}

await carryOut(command)
