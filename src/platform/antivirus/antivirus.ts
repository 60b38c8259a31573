import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { type Auxiliary, Unavailable } from '../auxiliaries/auxiliary.ts'

/** What looks through files before anybody opens them. It rejects with `Unavailable` when it could not look. */
export type Antivirus = { scan(bytes: Readable): Promise<'clean' | 'infected'> }

/** How long the whole of a scan may take, in milliseconds, however busy the other side seems. */
const PATIENCE_MS = 30_000
/** The same, for asking whether the daemon is there. */
const LOOK_MS = 2_000

/** A ClamAV daemon at tcp://host:port, by its INSTREAM command: chunks with their length before them, a zero at the end. */
export function clamd(url: string, patienceMs = PATIENCE_MS): Antivirus {
  return {
    async scan(bytes) {
      const { said, isEarly } = await withDaemon(url, patienceMs, async (socket, answer) => {
        const begun = performance.now()
        await once(socket, 'connect')
        const wayMs = performance.now() - begun
        socket.write('zINSTREAM\0')
        for await (const chunk of bytes) await send(socket, chunk, answer)
        // What was said until here was said of a file whose end had not come. It is on its way as long as the way is.
        await pause(wayMs * 2 + 10)
        const hasSpoken = socket.readableLength > 0 || socket.bytesRead > 0
        await send(socket, Buffer.alloc(0), answer)
        return { said: await answer, isEarly: hasSpoken }
      })
        .catch((cause) => {
          // A file that cannot be read is no fault of the daemon; one that was only left unread has no fault.
          if (bytes.errored && bytes.errored.name !== 'AbortError') throw bytes.errored
          if (cause instanceof Unavailable) throw cause
          throw new Unavailable('clamd could not be asked.', { cause })
        })
        .finally(() => bytes.destroy())
      return verdictOf(said, isEarly)
    },
  }
}

/** The daemon as an auxiliary: whether it answers PING. */
export function clamdAt(url: string): Auxiliary {
  return {
    name: 'scanner',
    organisationId: null,
    async look() {
      const said = await withDaemon(url, LOOK_MS, async (socket, answer) => {
        socket.write('zPING\0')
        return answer
      }).catch((error: Error) => error.message)
      if (said.replaceAll('\0', '').trim() === 'PONG') return { fault: null, endsAt: null, detail: null }
      return { fault: 'unreachable', endsAt: null, detail: `clamd does not answer: ${said.slice(0, 200)}` }
    },
  }
}

/** Talks with the daemon; what is not done in time is given up, whatever went on until then. */
async function withDaemon<T>(
  url: string,
  patienceMs: number,
  talk: (socket: Socket, answer: Promise<string>) => Promise<T>,
): Promise<T> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port || 3310) })
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const error = new Unavailable('clamd did not answer in time.')
    socket.destroy(error)
    late.reject(error)
  }, patienceMs)
  const answer = readAll(socket)
  socket.on('error', () => {})
  // Whoever waits for the answer hears of a broken connection; it must not be unheard before that.
  answer.catch(() => {})
  try {
    return await Promise.race([talk(socket, answer), late.promise])
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

async function send(socket: Socket, chunk: Buffer, answer: Promise<string>): Promise<void> {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(chunk.length)
  socket.write(length)
  if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), answer])
}

async function readAll(socket: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of socket) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** A file is clean only by a word that came after its end was sent. */
function verdictOf(answer: string, isEarly: boolean): 'clean' | 'infected' {
  const said = answer.replaceAll('\0', '').trim()
  if (said === '') throw new Unavailable('clamd hung up without a word.')
  if (said.endsWith(' FOUND')) return 'infected'
  if (said === 'stream: OK' && !isEarly) return 'clean'
  throw new Error(
    `clamd could not scan: ${isEarly ? 'it answered before the end of the file: ' : ''}${said.slice(0, 200)}`,
  )
}
