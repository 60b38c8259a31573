import { createServer, type Server } from 'node:net'
import { afterAll } from 'vitest'

/** A daemon on loopback that speaks INSTREAM and finds "EICAR"; while it is `down` it hangs up on whoever calls. */
export async function fakeClamd(): Promise<{ url: string; server: Server; down: boolean; sent: Buffer[] }> {
  const state = { url: '', down: false, sent: [] as Buffer[] }
  const server = createServer((socket) => {
    if (state.down) return void socket.destroy()
    let read = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (part) => {
      read = Buffer.concat([read, part])
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
