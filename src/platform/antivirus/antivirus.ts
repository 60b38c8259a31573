import { once } from 'node:events'
import { connect } from 'node:net'
import type { Readable } from 'node:stream'

/** What looks through files before anybody opens them. It rejects when it could not look. */
export type Antivirus = { scan(bytes: Readable): Promise<'clean' | 'infected'> }

const PATIENCE_MS = 30_000

/** A ClamAV daemon at tcp://host:port, by its INSTREAM command: chunks with their length before them, a zero at the end. */
export function clamd(url: string): Antivirus {
  const { hostname, port } = new URL(url)
  return {
    async scan(bytes) {
      const socket = connect({ host: hostname, port: Number(port || 3310) })
      socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('clamd did not answer in time')))
      const answer = readAll(socket)
      socket.on('error', () => {})
      // Whoever waits for the answer hears of a broken connection; it must not be unheard before that.
      answer.catch(() => {})
      try {
        socket.write('zINSTREAM\0')
        for await (const chunk of bytes) {
          const length = Buffer.alloc(4)
          length.writeUInt32BE(chunk.length)
          socket.write(length)
          if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), answer])
        }
        socket.write(Buffer.alloc(4))
        return verdictOf(await answer)
      } finally {
        socket.destroy()
        bytes.destroy()
      }
    },
  }
}

async function readAll(socket: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of socket) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

function verdictOf(answer: string): 'clean' | 'infected' {
  const said = answer.replaceAll('\0', '').trim()
  if (said === 'stream: OK') return 'clean'
  if (said.endsWith(' FOUND')) return 'infected'
  throw new Error(`clamd could not scan: ${said.slice(0, 200)}`)
}
