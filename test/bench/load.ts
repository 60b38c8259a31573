import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * What a load is: bounded in time, and sent to this machine only. `accept` is what is asked for, JSON where it is not said;
 * with `bodies`, each is posted to the path in its place.
 */
export type Load = {
  port: number
  paths: string[]
  connections: number
  milliseconds: number
  accept?: string
  bodies?: { type: string; bytes: Uint8Array[] }
}
/** `cpu`: milliseconds of CPU that the load itself took for each answer; it competes with whom it asks. */
export type Measured = { perSecond: number; p50: number; p99: number; cpu: number }

if (parentPort) parentPort.postMessage(await run(workerData as Load))

/** Each connection sends the next request when it has the answer to the last one, as text over a socket: nothing is dearer. */
async function run(load: Load): Promise<Measured> {
  const times: number[] = []
  const order = { next: 0, end: performance.now() + load.milliseconds }
  const before = process.threadCpuUsage()
  const start = performance.now()
  await Promise.all(Array.from({ length: load.connections }, () => converse(load, order, times)))
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.threadCpuUsage(before)
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  const cpu = (user + system) / 1000 / times.length
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), cpu }
}

function converse(load: Load, order: { next: number; end: number }, times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: load.port, host: '127.0.0.1', noDelay: true })
    let sent = 0
    let path = ''
    let awaited = ''
    const send = () => {
      if (performance.now() >= order.end) return void socket.end()
      const place = order.next++ % load.paths.length
      path = load.paths[place]!
      sent = performance.now()
      socket.write(requestOf(load, path, load.bodies?.bytes[place]))
    }
    socket.once('connect', send).once('close', resolve).once('error', reject)
    socket.on('data', (bytes) => {
      awaited += bytes.toString('latin1')
      const length = lengthOf(awaited)
      if (length === null || awaited.length < length) return
      if (!awaited.startsWith('HTTP/1.1 200')) reject(new Error(`${path}: ${awaited.slice(0, 400)}`))
      awaited = awaited.slice(length)
      times.push(performance.now() - sent)
      send()
    })
  })
}

function requestOf(
  { accept = 'application/json', bodies }: Load,
  path: string,
  body?: Uint8Array,
): Uint8Array | string {
  const fields = `host: 127.0.0.1\r\naccept: ${accept}\r\nx-forwarded-for: ${someone()}\r\n`
  if (!bodies || !body) return `GET ${path} HTTP/1.1\r\n${fields}\r\n`
  const of = `content-type: ${bodies.type}\r\ncontent-length: ${body.length}\r\n`
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${fields}${of}\r\n`), body])
}

/** How long the answer is that begins so, in bytes; null where that is not known yet. */
function lengthOf(answer: string): number | null {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return null
  const told = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end))
  if (!told) throw new Error(`An answer that does not say how long it is: ${answer.slice(0, end)}`)
  return end + 4 + Number(told[1])
}

/** The service limits what one address may ask; a load stands for many. */
function someone(): string {
  return Array.from({ length: 4 }, () => Math.floor(Math.random() * 250) + 1).join('.')
}
