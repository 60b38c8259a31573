import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Config, readConfig } from '../config.ts'
import type { Tx } from '../db/client.ts'
import { openDatabase } from '../db/client.ts'
import { asOwner } from '../db/migrate.ts'
import { registerAtMachine } from '../parties/organisations/at-the-machine/register-at-machine.ts'
import { renewSecret } from '../parties/organisations/at-the-machine/renew-secret.ts'
import { revokeAtMachine } from '../parties/organisations/at-the-machine/revoke-at-machine.ts'
import { listEveryClient, type WithSecret } from '../parties/organisations/at-the-machine/store.ts'
import { NewClient } from '../parties/organisations/clients/schemas.ts'
import { scopes } from '../platform/auth/access.ts'
import { leaveSecret } from '../platform/auth/leave-secret.ts'
import { explainLastErrors } from '../platform/logging.ts'

const usage = `npm run clients -- list
npm run clients -- create --organisation ID --name NAME [--scopes ${scopes.join(',')}]
npm run clients -- rotate ID   (its secrets end at once; its keys stay)
npm run clients -- revoke ID
A new secret is left in a file of DATA_DIR that this user alone can read.`

const options = {
  organisation: { type: 'string' },
  name: { type: 'string' },
  scopes: { type: 'string', default: scopes.join(',') },
} as const

const nothing = { organisation: z.undefined().optional(), name: z.undefined().optional() }
const Asked = z.union([
  z.object({ command: z.literal('list'), id: z.undefined().optional(), ...nothing }),
  z.object({
    command: z.literal('create'),
    id: z.undefined().optional(),
    organisation: z.uuid(),
    name: NewClient.shape.name,
    scopes: z
      .string()
      .transform((text) => text.split(','))
      .pipe(NewClient.shape.scopes),
  }),
  z.object({ command: z.literal('rotate'), id: z.uuid(), ...nothing }),
  z.object({ command: z.literal('revoke'), id: z.uuid(), ...nothing }),
])

/** What to do with the clients, from the command line; null when it cannot be read. */
function readCommand(args: string[]): z.infer<typeof Asked> | null {
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options })
    const [command, id, ...more] = positionals
    return more.length > 0 ? null : (Asked.safeParse({ command, id, ...values }).data ?? null)
  } catch {
    return null
  }
}

async function list(owner: Tx, now: Date): Promise<void> {
  for (const {
    id,
    organisationId,
    organisation,
    name,
    scopes,
    revokedAt,
    credentials,
  } of await listEveryClient(owner)) {
    const working = credentials.filter(({ expiresAt }) => !expiresAt || expiresAt > now)
    const of = (kind: 'secret' | 'key') => working.filter((credential) => credential.kind === kind).length
    const used = credentials
      .map(({ lastUsedAt }) => lastUsedAt?.toISOString() ?? '')
      .sort()
      .at(-1)
    const state = revokedAt
      ? `revoked ${revokedAt.toISOString()}`
      : `${of('secret')} secrets, ${of('key')} keys`
    console.log(`${id}  "${name}" of "${organisation}" (${organisationId})`)
    console.log(
      `  ${state}, ${used ? `last used ${used}` : 'never used'}; scopes ${scopes.join(',') || 'none'}`,
    )
  }
}

function tellWhere({ dataDir }: Config, client: WithSecret): void {
  const file = leaveSecret(dataDir, `client-${client.id}`, client)
  console.log(
    `Client ${client.id}: its id and secret are in ${file}, which this user alone can read. Keep them, and remove the file.`,
  )
}

async function carryOut(asked: z.infer<typeof Asked>): Promise<void> {
  const config = readConfig()
  const db = await openDatabase(config)
  const now = new Date()
  try {
    await asOwner(db, async (owner) => {
      if (asked.command === 'list') return list(owner, now)
      if (asked.command === 'revoke') return revokeAtMachine(owner, asked.id, now)
      const made =
        asked.command === 'rotate'
          ? await renewSecret(owner, asked.id, now)
          : await registerAtMachine(owner, { ...asked, organisationId: asked.organisation }, now)
      // Before it is committed: what is made and never shown would be lost.
      tellWhere(config, made)
    })
    if (asked.command === 'revoke') console.log(`Client ${asked.id} is revoked.`)
  } finally {
    await db.close()
  }
}

explainLastErrors()
const asked = readCommand(process.argv.slice(2))
if (asked) await carryOut(asked)
else {
  console.error(usage)
  process.exitCode = 2
}
