import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

/** What a load is: bounded in time, and sent to this machine only. */
export type Load = { port: number; paths: string[]; connections: number; milliseconds: number }
export type Measured = { perSecond: number; p50: number; p99: number }

if (parentPort) parentPort.postMessage(await run(workerData as Load))

async function run({ port, paths, connections, milliseconds }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  const start = performance.now()
  const end = start + milliseconds
  let next = 0
  const client = async () => {
    while (performance.now() < end) {
      const sent = performance.now()
      await get(agent, port, paths[next++ % paths.length]!)
      times.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: connections }, client))
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  return { perSecond: (times.length * 1000) / (performance.now() - start), p50: at(0.5), p99: at(0.99) }
}

function get(agent: Agent, port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        port,
        path,
        host: '127.0.0.1',
        headers: { accept: 'application/json', 'x-forwarded-for': someone() },
      },
      (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${path}: ${answer.statusCode}`))
        answer.on('end', resolve).resume()
      },
    )
    sent.on('error', reject).end()
  })
}

/** The service limits what one address may ask; a load stands for many. */
function someone(): string {
  return Array.from({ length: 4 }, () => Math.floor(Math.random() * 250) + 1).join('.')
}
