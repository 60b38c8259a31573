import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Service = {
  url: string
  pid: number
  /** Given by the first start on an empty database, with the file in which it was left, else null. */
  firstClient: { id: string; secret: string; file: string } | null
  /** Rejects when the service ends before it is stopped. */
  lost: Promise<never>
  stop(): Promise<void>
}

type Ready = { ready: unknown; firstClient?: Service['firstClient'] }

/** As `npm start` has them. */
const flags = ['--max-semi-space-size=8']

/** So much of what the service said is shown when it does not start, or ends too early. */
const SAID = 4_000

/**
 * Starts the service as a process of its own on a free loopback port. Its embedded database lies in a temporary folder
 * that goes when it stops; with DATABASE_URL set, that database is used, and DATA_DIR as for `npm start`, because keys
 * and evidence must outlive this run with it.
 */
export async function startService(env: NodeJS.ProcessEnv): Promise<Service> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const folder = env.DATABASE_URL ? null : mkdtempSync(join(tmpdir(), 'recognition-demo-'))
  const child = fork(fileURLToPath(new URL('../../server.ts', import.meta.url)), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: flags,
    env: {
      ...env,
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: url,
      LOG_LEVEL: 'error',
      ...(folder ? { DATA_DIR: folder } : {}),
    },
  })
  const lost = ends(child)
  lost.catch(() => {})
  const stop = async () => {
    await end(child)
    if (folder) rmSync(folder, { recursive: true, force: true })
  }
  try {
    const { firstClient = null } = await Promise.race([ready(child), lost])
    return { url, pid: child.pid!, firstClient, lost, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function ready(child: ChildProcess): Promise<Ready> {
  return new Promise((resolve) => child.once('message', (message) => resolve(message as Ready)))
}

function ends(child: ChildProcess): Promise<never> {
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      said = (said + chunk).slice(-SAID)
    })
  return new Promise((_, reject) => {
    child.once('error', reject)
    child.once('close', () => reject(new Error(`The service has ended:\n${said.trim()}`)))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as { port: number }
        probe.close(() => resolve(port))
      })
  })
}
