import { createServer, type IncomingMessage, type Server } from 'node:http'
import { clientFor, tokenFor, type World } from '../setup/world.ts'
import { type Answer, type Asked, ask } from './ask.ts'

type Recorded = { asked: Asked; answer: Answer }

/** The world seen through a server that passes everything on and keeps what was asked and answered. */
export async function recording(
  world: World,
): Promise<{ world: World; recorded: Recorded[]; close(): void }> {
  const { port } = world.app.server.address() as { port: number }
  const recorded: Recorded[] = []
  const server: Server = createServer(async (incoming, outgoing) => {
    const asked = await readWhole(incoming)
    const answer = await ask(port, asked)
    recorded.push({ asked, answer })
    outgoing.writeHead(answer.status, answer.headers).end(answer.body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port: own } = server.address() as { port: number }
  const through = { server: `http://127.0.0.1:${own}` }
  return {
    world: {
      ...world,
      as: (who) => clientFor(through, tokenFor(world.services, who)),
      anyone: clientFor(through, null),
    },
    recorded,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function readWhole(incoming: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const {
    host: _,
    connection: __,
    'content-length': ___,
    'transfer-encoding': ____,
    ...rest
  } = incoming.headers
  const headers = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]))
  const body = chunks.length > 0 ? Buffer.concat(chunks) : null
  return { method: incoming.method!, path: incoming.url!, headers, body }
}
