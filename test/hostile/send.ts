import { request } from 'node:http'
import type { Attack } from './attack.ts'

/** `status` is null where the connection ended without an answer, which a refused body may bring about. */
export type Answered = { status: number | null; bytes: number; milliseconds: number; text: string }

/** No answer is waited for longer: that it did not come is told as its time. */
const PATIENCE = 10_000

/** Sends one request to the service on loopback, from one of many addresses there, and waits for the whole answer. */
export function send(port: number, from: number, { method, path, headers, body }: Attack): Promise<Answered> {
  const began = performance.now()
  const { promise, resolve } = Promise.withResolvers<Answered>()
  let text = ''
  let bytes = 0
  const done = (status: number | null) =>
    resolve({ status, bytes, text, milliseconds: performance.now() - began })
  const own: [string, string][] = [
    ...(headers.some(([name]) => name === 'host') ? [] : [['host', '127.0.0.1'] as [string, string]]),
    ...(body ? [['content-length', String(body.length)] as [string, string]] : []),
  ]
  try {
    const asked = request({
      host: '127.0.0.1',
      port,
      localAddress: `127.0.0.${1 + (from % 250)}`,
      method,
      path,
      agent: false,
      headers: [...own, ...headers].flat(),
      signal: AbortSignal.timeout(PATIENCE),
    })
    asked.on('response', (answer) => {
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (text.length < 1000) text += chunk.toString('latin1')
      })
      answer.once('close', () => done(answer.statusCode ?? null))
      answer.on('error', () => {})
    })
    asked.once('error', () => done(null))
    asked.end(body ?? undefined)
  } catch {
    // What no client can put on the wire tells nothing of the service.
    done(null)
  }
  return promise
}
