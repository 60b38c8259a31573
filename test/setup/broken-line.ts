import { connect, createServer, type Server, type Socket } from 'node:net'

/** A line to a server that can be cut, or fall silent: what is sent is then neither delivered nor refused. */
export type Line = {
  port: number
  cut(): Promise<void>
  silence(): void
  mend(): Promise<void>
  close(): Promise<void>
}

/** A line from a free port of this host to another. */
export async function lineTo(host: string, port: number): Promise<Line> {
  const ends = new Set<Socket>()
  let silent = false
  let server: Server
  const listen = (at: number) =>
    new Promise<number>((done) => {
      server = createServer((near) => {
        const far = connect(port, host)
        for (const [from, to] of [
          [near, far],
          [far, near],
        ] as const) {
          ends.add(from)
          from.on('data', (bytes) => silent || to.write(bytes))
          from.on('error', () => {})
          from.on('close', () => {
            ends.delete(from)
            to.destroy()
          })
        }
      }).listen(at, '127.0.0.1', () => done((server.address() as { port: number }).port))
    })
  const own = await listen(0)
  const cut = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      for (const end of ends) end.resetAndDestroy()
    })
  return {
    port: own,
    cut,
    silence() {
      silent = true
    },
    async mend() {
      // Bytes were lost on the lines that were silent.
      if (silent) await cut()
      silent = false
      if (!server.listening) await listen(own)
    },
    close: cut,
  }
}
