import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../setup/postgres.ts'
import type { Target } from './attack.ts'
import { confined } from './memory.ts'

/** A service of its own on a free port of loopback, and the client of its first start. */
export type Service = {
  child: ChildProcess
  port: number
  url: string
  client: { clientId: string; clientSecret: string }
  /** The code that it ended with; null while it goes on. */
  ended(): number | null
  stop(): Promise<void>
}

export async function startService(databaseUrl: string, folder: string): Promise<Service> {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const settings = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    PORT: String(port),
    PUBLIC_URL: url,
    EUDI_EXPERIMENTAL: 'true',
    LOG_LEVEL: 'silent',
  }
  const child = spawn(process.execPath, [...confined, resolve('src/server.ts')], {
    cwd: folder,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  let code: number | null = null
  const gone = new Promise<void>((done) => {
    child.once('exit', (status) => {
      code = status ?? -1
      done()
    })
  })
  type Ready = { firstClient: { id: string; secret: string } }
  const { firstClient } = await new Promise<Ready>((done, fail) => {
    child.once('message', (message) => done(message as Ready))
    child.once('exit', () => fail(new Error('the service did not start')))
  })
  return {
    child,
    port,
    url,
    client: { clientId: firstClient.id, clientSecret: firstClient.secret },
    ended: () => code,
    async stop() {
      child.kill('SIGTERM')
      await Promise.race([gone, pause(15_000, null, { ref: false })])
      child.kill('SIGKILL')
    },
  }
}

type Described = {
  parameters?: { in: string; name: string }[]
  requestBody?: { content: Target['bodies'] }
}

/** Every operation that the service describes. */
export async function targetsOf(url: string): Promise<Target[]> {
  const answer = await fetch(`${url}/openapi.json`)
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Described>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      queries: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
      bodies: requestBody?.content ?? {},
    })),
  )
}
