import { connect, createServer } from 'node:net'
import { afterwards } from './afterwards.ts'

/** So late each answer comes, in milliseconds: whatever does not wait for it is sent by then. */
const LATE = 3

/** A line to a server whose answers come late, and which counts how often somebody waited for one. */
export async function slowLineTo(host: string, port: number) {
  let waits = 0
  const server = createServer((near) => {
    const far = connect({ port, host, noDelay: true })
    near.setNoDelay(true)
    let isAnswered = true
    near.on('data', (bytes) => {
      if (isAnswered) waits += 1
      isAnswered = false
      far.write(bytes)
    })
    far.on('data', (bytes) => {
      setTimeout(() => {
        isAnswered = true
        near.write(bytes)
      }, LATE)
    })
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const)
      end.on('error', () => {}).on('close', () => other.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  afterwards(() => void server.close())
  const own = server.address()
  return { port: typeof own === 'object' && own ? own.port : 0, waits: () => waits }
}
