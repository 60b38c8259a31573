import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../setup/postgres.ts'

/** PgBouncer refuses to run as root; this user exists everywhere and owns nothing. */
const NOBODY = 65534
const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((path) => existsSync(path))

/** Which PgBouncer is here; null for none. */
export const version = (): string | null =>
  program
    ? (/PgBouncer (\S+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1] ?? null)
    : null

export type Bouncer = { url: string; stop(): Promise<void> }

/** Starts a PgBouncer in transaction mode on a free port of loopback, as its manual has it, before a database. */
export async function startBouncer(databaseUrl: string): Promise<Bouncer> {
  const database = new URL(databaseUrl)
  const folder = mkdtempSync(join(tmpdir(), 'recognition-bouncer-'))
  const port = await freePort()
  const file = join(folder, 'pgbouncer.ini')
  writeFileSync(
    file,
    [
      '[databases]',
      `* = host=127.0.0.1 port=${database.port} user=${database.username}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'auth_type = any',
      'pool_mode = transaction',
      'default_pool_size = 6',
      'max_client_conn = 200',
      'server_round_robin = 1',
      'unix_socket_dir =',
    ].join('\n'),
  )
  const asRoot = process.getuid?.() === 0
  if (asRoot) {
    chmodSync(folder, 0o755)
    chownSync(folder, NOBODY, NOBODY)
  }
  const child = spawn(program!, [file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      said += chunk
      if (said.includes('process up')) resolve()
    })
    child.once('exit', () => reject(new Error(`PgBouncer did not start:\n${said}`)))
  })
  return {
    url: `postgres://${database.username}@127.0.0.1:${port}${database.pathname}`,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
