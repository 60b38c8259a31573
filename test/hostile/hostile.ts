import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../setup/postgres.ts'
import { attack, type Target } from './attack.ts'
import { chanceOf } from './chance.ts'
import { send } from './send.ts'

/**
 * Starts a service of its own on loopback and sends it what is made to be a burden, with a token and without one. Says
 * what was not as it must be, and ends with 1 then. The same seed sends the same again.
 */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, seconds: { type: 'string', default: '300' } },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const seconds = Math.min(Number(values.seconds), 600)
const MB = 1024 * 1024
const LIMITS = { milliseconds: 3000, bytesOfRefusal: 100_000, memory: 64 * MB }
/** So many at once: each is answered by a service that has others to answer. */
const AT_ONCE = 2

/** Lets the service be told to give back what it no longer needs: left to itself, it keeps what nobody else asks for. */
const collects = 'data:text/javascript,process.on("SIGUSR2", () => globalThis.gc())'

type Found = { what: string; where: string }
type Service = {
  child: ChildProcess
  port: number
  client: { id: string; secret: string }
  ended(): number | null
}

console.log(`seed ${seed}, ${seconds} s: npm run hostile -- --seed ${seed} --seconds ${seconds}`)
const folder = mkdtempSync(join(tmpdir(), 'recognition-hostile-'))
const postgres = await startPostgres()
const found: Found[] = []
try {
  const service = await startService(postgres.url)
  try {
    await beset(service)
  } finally {
    service.child.kill('SIGTERM')
    await Promise.race([new Promise((done) => service.child.once('exit', done)), pause(15)])
    service.child.kill('SIGKILL')
  }
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
for (const { what, where } of found.slice(0, 40)) console.error(`${what}: ${where}`)
if (found.length > 0) console.error(`${found.length} answers were not as they must be; seed ${seed}`)
process.exitCode = found.length > 0 ? 1 : 0

async function beset(service: Service): Promise<void> {
  const token = await tokenOf(service)
  const targets = await targetsOf(service.port)
  const idle = await settledMemory(service)
  let peak = idle
  const watch = setInterval(() => {
    peak = Math.max(peak, memoryOf(service))
  }, 100)
  const statuses = new Map<string, number>()
  const until = performance.now() + seconds * 1000
  let sent = 0
  const lane = async () => {
    while (performance.now() < until && service.ended() === null) {
      const number = sent++
      const target = targets[number % targets.length]!
      const chance = chanceOf(seed + number)
      const made = attack(target, chance, number % 3 === 0 ? null : token)
      const answer = await send(service.port, number, made)
      const status = String(answer.status ?? 'none')
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      const where = `request ${number}, ${target.name}, ${made.kind}: ${status}, ${answer.bytes} bytes, ${Math.round(answer.milliseconds)} ms`
      for (const what of faultsOf(answer))
        found.push({ what, where: `${where} ${answer.text.slice(0, 200)}` })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  clearInterval(watch)
  await afterwards(service, idle)
  const counted = [...statuses].sort(([one], [other]) => one.localeCompare(other))
  console.log(
    `${sent} requests to ${targets.length} operations: ${counted.map((pair) => pair.join(' × ')).join(', ')}`,
  )
  console.log(`memory: ${inMB(idle)} idle, at most ${inMB(peak)}, ${inMB(memoryOf(service))} afterwards`)
}

function faultsOf({ status, bytes, milliseconds }: Awaited<ReturnType<typeof send>>): string[] {
  return [
    ...(status !== null && status >= 500 ? ['a failure'] : []),
    ...(status !== null && status >= 400 && bytes > LIMITS.bytesOfRefusal ? ['too long a refusal'] : []),
    ...(milliseconds > LIMITS.milliseconds ? ['too late'] : []),
  ]
}

/** The process is up, answers, and has given its memory back. */
async function afterwards(service: Service, idle: number): Promise<void> {
  if (service.ended() !== null) {
    found.push({ what: 'the service ended', where: `with ${service.ended()}` })
    return
  }
  const { status } = await fetch(`http://127.0.0.1:${service.port}/readyz`)
  if (status !== 200) found.push({ what: 'not ready afterwards', where: String(status) })
  const left = await settledMemory(service, idle + LIMITS.memory)
  if (left > idle + LIMITS.memory)
    found.push({ what: 'memory is kept', where: `${inMB(left)} after ${inMB(idle)}` })
}

function inMB(bytes: number): string {
  return `${Math.round(bytes / MB)} MB`
}

function memoryOf({ child }: Service): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024
}

/** Memory once everything that is no longer needed was given back, or once it is below `enough`. */
async function settledMemory(service: Service, enough = 0): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < 8; turn++) {
    for (let n = 0; n < 100; n++) {
      await fetch(`http://127.0.0.1:${service.port}/v1/frameworks`).then((answer) => answer.arrayBuffer())
    }
    service.child.kill('SIGUSR2')
    await pause(0.5)
    least = Math.min(least, memoryOf(service))
    if (least <= enough) break
  }
  return least
}

function pause(time: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, time * 1000).unref()
  })
}

async function startService(databaseUrl: string): Promise<Service> {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  const settings = { DATABASE_URL: databaseUrl, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }
  const child = spawn(process.execPath, ['--expose-gc', '--import', collects, resolve('src/server.ts')], {
    cwd: folder,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  let code: number | null = null
  child.once('exit', (status) => {
    code = status ?? -1
  })
  type Ready = { ready: { port: number }; firstClient: Service['client'] }
  const { ready, firstClient } = await new Promise<Ready>((done, fail) => {
    child.once('message', (message) => done(message as Ready))
    child.once('exit', () => fail(new Error('the service did not start')))
  })
  return { child, port: ready.port, client: firstClient, ended: () => code }
}

async function tokenOf({ port, client }: Service): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: client.id,
    client_secret: client.secret,
  })
  const answer = await fetch(`http://127.0.0.1:${port}/oauth/token`, { method: 'POST', body })
  const { access_token } = (await answer.json()) as { access_token: string }
  return access_token
}

type Described = {
  parameters?: { in: string; name: string }[]
  requestBody?: { content: Target['bodies'] }
}

async function targetsOf(port: number): Promise<Target[]> {
  const answer = await fetch(`http://127.0.0.1:${port}/openapi.json`)
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
