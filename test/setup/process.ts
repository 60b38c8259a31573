import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import postgres from 'postgres'
import { inject } from 'vitest'
import { withDatabase } from './database.ts'
import { patiently } from './patiently.ts'

export type Service = {
  child: ChildProcess
  url: string
  /** All that it has written so far. */
  output(): string
  /** Its exit code, once it is gone. */
  exited: Promise<number | null>
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

const source = resolve('src')

/** Runs one of the service's entry files, or another file, as a process of its own, with these settings and no others. */
export function run(
  entry: string,
  env: Record<string, string>,
  cwd = process.cwd(),
  args: string[] = [],
): Service {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, [resolve(source, entry), ...args], {
    cwd,
    env: { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk
    })
  }
  const exited = new Promise<number | null>((done) => child.once('close', (code) => done(code)))
  return {
    child,
    url: '',
    output: () => said,
    exited,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      return exited
    },
  }
}

/** Starts the web process and waits until it listens; rejects with its output when it ends instead. */
export async function startService(
  env: Record<string, string>,
  cwd?: string,
  entry = 'server.ts',
): Promise<Service> {
  const service = run(entry, env, cwd)
  const ready = new Promise<{ port: number }>((done) =>
    service.child.once('message', (message) => done((message as { ready: { port: number } }).ready)),
  )
  const gone = service.exited.then((code) => {
    throw new Error(`ended with ${code}: ${service.output()}`)
  })
  const { port } = await Promise.race([ready, gone])
  // What it printed before came another way, and may not have been read yet.
  await new Promise((done) => setImmediate(done))
  return { ...service, url: `http://127.0.0.1:${port}` }
}

/** What /readyz says once it says that all is there; a machine with much to do may let the database answer late. */
export async function whenReady(url: string) {
  const answer = await patiently(() => fetch(`${url}/readyz`))
  return (await answer.json()) as {
    status: string
    separation?: string
    degraded?: { auxiliary: string }[]
  }
}

/** The client of the first start: where it says that it left it, below what is its root, or as the releases before printed it. */
export function firstClientIn(output: string, root = ''): { id: string; secret: string } {
  const file = /the first client are in (\S+),/.exec(output)?.[1]
  const told = file ? readFileSync(root + file, 'utf8') : output
  const id = /client_id[ =](\S+)/i.exec(told)?.[1]
  const secret = /client_secret[ =](\S+)/i.exec(told)?.[1]
  if (!id || !secret) throw new Error(`no first client in: ${output}`)
  return { id, secret }
}

export async function tokenOf(url: string, client: { id: string; secret: string }, member?: string) {
  const body = {
    grant_type: 'client_credentials',
    client_id: client.id,
    client_secret: client.secret,
    ...(member ? { member } : {}),
  }
  // A service that has just started on a machine with much to do may say that it is busy.
  const answer = await patiently(() =>
    fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(body) }),
  )
  const token = (await answer.json()) as { access_token: string }
  if (answer.status !== 200) throw new Error(JSON.stringify(token))
  return token.access_token
}

/** A folder that is gone afterwards: `await using folder = temporaryFolder()`. */
export function temporaryFolder(): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'recognition-process-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** An empty PostgreSQL database that is gone afterwards. */
export async function emptyDatabase(): Promise<{
  url: string
  sql: postgres.Sql
  [Symbol.asyncDispose](): Promise<void>
}> {
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  const name = `empty_${process.pid}_${Math.random().toString(36).slice(2)}`
  await admin.unsafe(`create database ${name}`)
  const url = withDatabase(inject('postgresUrl'), name)
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  return {
    url,
    sql,
    async [Symbol.asyncDispose]() {
      await sql.end()
      await admin.unsafe(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
