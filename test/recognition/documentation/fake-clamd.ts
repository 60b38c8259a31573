import { createServer, type Server } from 'node:net'
import { afterAll } from 'vitest'

/** A daemon on loopback that speaks INSTREAM and finds "EICAR"; while it is `down` it hangs up on whoever calls. */
export async function fakeClamd(): Promise<{
  url: string
  server: Server
  down: boolean
  /** `early`: says OK before it has read anything; `drips`: a byte now and then, and never a word. */
  does: 'its work' | 'early' | 'drips'
  sent: Buffer[]
}> {
  const state = {
    url: '',
    down: false,
    does: 'its work' as 'its work' | 'early' | 'drips',
    sent: [] as Buffer[],
  }
  const server = createServer((socket) => {
    if (state.down) return void socket.destroy()
    if (state.does === 'early') {
      socket.on('error', () => {})
      socket.resume()
      return void socket.end('stream: OK\0')
    }
    if (state.does === 'drips') {
      socket.on('error', () => {})
      socket.resume()
      const drip = setInterval(() => socket.write('s'), 20)
      return void socket.on('close', () => clearInterval(drip))
    }
    let read = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (part) => {
      read = Buffer.concat([read, part])
      if (read.toString() === 'zPING\0') return void socket.end('PONG\0')
      const content = contentOf(read)
      if (!content) return
      state.sent.push(content)
      socket.end(content.includes('EICAR') ? 'stream: Eicar-Test FOUND\0' : 'stream: OK\0')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  state.url = `tcp://127.0.0.1:${(server.address() as { port: number }).port}`
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  return Object.assign(state, { server })
}

/** What was sent, once the zero length at its end has come. */
function contentOf(read: Buffer): Buffer | null {
  const command = 'zINSTREAM\0'
  if (read.subarray(0, command.length).toString() !== command) return null
  const parts: Buffer[] = []
  for (let at = command.length; at + 4 <= read.length; ) {
    const length = read.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts)
    parts.push(read.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}
