import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { reference } from '../words/language.ts'
import { say } from './words.ts'

/** A name and not an address: there is nothing to fetch, and it stays the same wherever the service runs. */
export const typeOf = (reason: string) => `urn:problem:${reason}`

/** The bare minimum: made beforehand, sent past everything that could fail once more. */
export function answerBarely(cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  try {
    request.log.error({ err: cause }, 'an error could not be answered')
  } catch {}
  const { raw } = reply.hijack()
  if (raw.headersSent) {
    raw.destroy()
    return reply
  }
  raw.writeHead(500, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': reference,
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(bareProblem),
  })
  raw.end(bareProblem)
  return reply
}

const bareProblem = JSON.stringify({
  type: typeOf('internal'),
  title: say('other-internal')(reference),
  status: 500,
})

/** Before there is a request to speak of: not HTTP, headers that are too large, or that do not come. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (!socket.writable) return void socket.destroy()
  const { status, line, reason, title } = broken[error.code ?? ''] ?? notHttp
  const body = JSON.stringify({ type: typeOf(reason), title: say(title)(reference), status })
  const headers = `content-type: application/problem+json; charset=utf-8\r\ncontent-length: ${body.length}`
  socket.end(
    `HTTP/1.1 ${status} ${line}\r\nconnection: close\r\ncontent-language: ${reference}\r\n${headers}\r\n\r\n${body}`,
  )
}

const notHttp = { status: 400, line: 'Bad Request', reason: 'bad-input', title: 'not-http' } as const
const broken: Record<
  string,
  { status: number; line: string; reason: string; title: 'headers-too-large' | 'not-http' | 'other-too-slow' }
> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    line: 'Request Header Fields Too Large',
    reason: 'too-large',
    title: 'headers-too-large',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    line: 'Request Timeout',
    reason: 'too-slow',
    title: 'other-too-slow',
  },
}
