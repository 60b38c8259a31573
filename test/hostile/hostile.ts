import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../setup/postgres.ts'
import { attack } from './attack.ts'
import { chanceOf } from './chance.ts'
import { memoryOf } from './memory.ts'
import { makeSchool } from './school.ts'
import { send } from './send.ts'
import { type Service, startService, targetsOf } from './service.ts'
import { findThere } from './there.ts'

/**
 * Starts a service of its own on loopback and sends it what is made to be a burden, with a token and without one:
 * one request after the other for a third of the time, to see what each takes of memory, then two at once. Says what was
 * not as it must be, and ends with 1 then. The same seed sends the same again.
 */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, seconds: { type: 'string', default: '300' } },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const seconds = Math.min(Number(values.seconds), 600)
const MB = 1024 * 1024
const LIMITS = { milliseconds: 3000, bytesOfRefusal: 100_000, memory: 64 * MB }
const SHOWN = 40

const found: { what: string; where: string }[] = []
const statuses = new Map<string, number>()

console.log(`seed ${seed}, ${seconds} s: npm run hostile -- --seed ${seed} --seconds ${seconds}`)
const folder = mkdtempSync(join(tmpdir(), 'recognition-hostile-'))
const postgres = await startPostgres()
try {
  const service = await startService(postgres.url, folder)
  try {
    await beset(service)
  } finally {
    await service.stop()
  }
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
for (const { what, where } of found.slice(0, SHOWN)) console.error(`${what}: ${where}`)
if (found.length > 0) console.error(`${found.length} answers were not as they must be; seed ${seed}`)
process.exitCode = found.length > 0 ? 1 : 0

async function beset(service: Service): Promise<void> {
  const { child } = service
  const tokens = await makeSchool(service.url, service.client, folder)
  const targets = await targetsOf(service.url)
  const there = await findThere(
    service.url,
    tokens,
    targets.flatMap(({ method, path }) => (method === 'GET' ? [path] : [])),
  )
  const idle = await memoryOf(child)
  let sent = 0
  let most = 0
  const sendNext = async () => {
    const number = sent++
    const target = targets[number % targets.length]!
    const chance = chanceOf(seed + number)
    const made = attack(target, there, chance, number % 3 === 0 ? null : chance.of(tokens))
    const answer = await send(service.port, number, made)
    const status = String(answer.status ?? 'none')
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    const where = `request ${number}, ${target.name}, ${made.kind}: ${status}, ${answer.bytes} bytes, ${Math.round(answer.milliseconds)} ms`
    for (const what of faultsOf(answer)) found.push({ what, where: `${where} ${answer.text.slice(0, 200)}` })
    return where
  }
  const during = async (share: number, work: () => Promise<unknown>) => {
    const until = performance.now() + seconds * 1000 * share
    while (performance.now() < until && service.ended() === null) await work()
  }
  await during(1 / 3, async () => {
    const where = await sendNext()
    const { held, buffers } = await memoryOf(child)
    const more = Math.max(held - idle.held, buffers - idle.buffers)
    most = Math.max(most, more)
    if (more > LIMITS.memory) found.push({ what: `${inMB(more)} of memory`, where })
  })
  const alone = sent
  await Promise.all([during(2 / 3, sendNext), during(2 / 3, sendNext)])
  if (service.ended() !== null) {
    found.push({ what: 'the service ended', where: `with ${service.ended()}` })
    return
  }
  const { status } = await fetch(`${service.url}/readyz`)
  if (status !== 200) found.push({ what: 'not ready afterwards', where: String(status) })
  const left = await memoryOf(child)
  if (left.held > idle.held + LIMITS.memory)
    found.push({ what: 'memory is kept', where: `${inMB(left.held)} after ${inMB(idle.held)}` })
  const counted = [...statuses].sort(([one], [other]) => one.localeCompare(other))
  console.log(
    `${sent} requests to ${targets.length} operations: ${counted.map((pair) => pair.join(' × ')).join(', ')}`,
  )
  console.log(
    `memory: ${inMB(idle.held)} idle, at most ${inMB(most)} more for one of ${alone} requests, ${inMB(left.held)} afterwards`,
  )
}

function faultsOf({ status, bytes, milliseconds }: Awaited<ReturnType<typeof send>>): string[] {
  return [
    ...(status !== null && status >= 500 ? ['a failure'] : []),
    ...(status !== null && status >= 400 && bytes > LIMITS.bytesOfRefusal ? ['too long a refusal'] : []),
    ...(milliseconds > LIMITS.milliseconds ? ['too late'] : []),
  ]
}

function inMB(bytes: number): string {
  return `${Math.round(bytes / MB)} MB`
}
