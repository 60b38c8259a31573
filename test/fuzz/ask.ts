import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export type Asked = {
  method: string
  /** With its query, as it stands in the request. */
  path: string
  headers: Record<string, string>
  body: Buffer | null
}
export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

const agent = new Agent({ keepAlive: true, maxSockets: 4 })

/** Sends a request to a port of this machine; `from` is the loopback address that it comes from. */
export function ask(
  port: number,
  { method, path, headers, body }: Asked,
  from = '127.0.0.1',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port, localAddress: from, agent, method, path, timeout: 60_000 }
    const length = body ? { 'content-length': String(body.length) } : {}
    const sent = request({ ...to, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    sent.on('error', reject)
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path} was not answered within a minute`)))
    sent.end(body ?? undefined)
  })
}
