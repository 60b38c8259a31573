import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { isRetried, sqlState } from '../../db/tenancy.ts'
import { type Reason, Refusal } from '../../errors.ts'
import { renderProblem } from '../pages/problem-page.ts'
import { collectFaults } from './faults.ts'
import { Replay } from './idempotency.ts'
import { spokenAnyway, wantsJson } from './language.ts'

export const Problem = z
  .object({
    type: z.string().describe('stable name of the reason; compare this, not the texts'),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional().describe('the request id, for asking about it'),
    errors: z
      .array(
        z.object({
          in: z.enum(['body', 'query', 'path', 'header']),
          pointer: z.string().describe('RFC 6901 JSON pointer into that part'),
          detail: z.string(),
        }),
      )
      .optional()
      .describe('every fault of the input at once'),
  })
  .loose()
  .meta({ id: 'Problem', description: 'RFC 9457 problem document' })

const statusOf = {
  'bad-input': [400, 'The request is not valid'],
  incomplete: [422, 'The request is not complete or does not fit'],
  unauthenticated: [401, 'A valid access token is needed'],
  forbidden: [403, 'This may not be done with this token'],
  'not-found': [404, 'Not found'],
  'wrong-state': [409, 'Not possible in the present state'],
  blocked: [409, 'Something is missing first'],
  conflict: [409, 'It exists already'],
  'key-reused': [422, 'The idempotency key was used for another request'],
  stale: [412, 'It was changed meanwhile'],
  'precondition-required': [428, 'If-Match is needed'],
  'too-large': [413, 'Too large'],
  'too-many': [429, 'Too many requests'],
  'unsupported-media': [415, 'This kind of content is not accepted'],
} as const satisfies Record<Reason, readonly [number, string]>

/** What the database says of a row about a person who was erased: see `refuse_erased` in the migrations. */
const ERASED = 'ZE001'

/** A name and not an address: there is nothing to fetch, and it stays the same wherever the service runs. */
const typeOf = (reason: string) => `urn:problem:${reason}`

export function problemOf(refusal: Refusal, requestId: string): z.infer<typeof Problem> {
  const [status, title] = statusOf[refusal.reason]
  return {
    type: typeOf(refusal.reason),
    title,
    status,
    detail: refusal.message,
    instance: `urn:request:${requestId}`,
    ...(refusal.faults.length > 0 ? { errors: refusal.faults } : {}),
    ...refusal.extra,
  }
}

/** The one translation from what went wrong to what the client sees. Anything unforeseen loses its detail. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Replay) return error.send(reply)
  const refusal = refusalOf(error, request)
  if (refusal) {
    if (refusal.reason === 'unauthenticated') reply.header('www-authenticate', 'Bearer')
    return send(reply, problemOf(refusal, request.id))
  }
  if (error.statusCode && error.statusCode < 500) {
    return send(reply, plain(error.statusCode, error.message, request.id, error.code))
  }
  if (error.statusCode === 503 || isRetried(error)) {
    if (!reply.hasHeader('retry-after')) reply.header('retry-after', '1')
    return send(reply, plain(503, 'The service is busy. Try again shortly.', request.id, 'busy'))
  }
  request.log.error({ err: isResponseSerializationError(error) ? error.cause : error }, 'unforeseen error')
  return send(
    reply,
    plain(500, 'Something went wrong here. The request id helps to find it.', request.id, 'internal'),
  )
}

/** Before there is a request to speak of: not HTTP, or headers that are too large. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (!socket.writable) return void socket.destroy()
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const line = tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request'
  const title = tooLarge ? 'The headers are too large' : 'The request is not HTTP'
  const body = JSON.stringify({
    type: typeOf(tooLarge ? 'too-large' : 'bad-input'),
    title,
    status: tooLarge ? 431 : 400,
  })
  const headers = `content-type: application/problem+json; charset=utf-8\r\ncontent-length: ${body.length}`
  socket.end(`HTTP/1.1 ${line}\r\nconnection: close\r\n${headers}\r\n\r\n${body}`)
}

export function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, problemOf(new Refusal('not-found', 'There is nothing at this address.'), request.id))
}

function send(reply: FastifyReply, problem: z.infer<typeof Problem>): FastifyReply {
  reply.code(problem.status).header('cache-control', 'no-store').header('vary', 'accept, accept-language')
  if (!wantsJson(reply.request)) {
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .send(renderProblem(problem.status, reply.request.id, spokenAnyway(reply.request)))
  }
  return reply.header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem))
}

function plain(status: number, detail: string, requestId: string, code: string): z.infer<typeof Problem> {
  const reason = code
    .toLowerCase()
    .replace(/^fst_(err_)?/, '')
    .replaceAll('_', '-')
  return { type: typeOf(reason), title: detail, status, instance: `urn:request:${requestId}` }
}

/** What was refused; null for what was not foreseen. */
export function refusalOf(error: FastifyError, request: FastifyRequest): Refusal | null {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error) || error.code === 'FST_ERR_VALIDATION') {
    return new Refusal('bad-input', 'See errors for each fault and where it is.', collectFaults(request))
  }
  // What the schemas let through and the database's types do not take: a number too big, a day that no calendar has.
  if (sqlState(error)?.startsWith('22')) {
    return new Refusal('bad-input', 'A value is out of range or cannot be kept.')
  }
  if (sqlState(error) === ERASED) {
    return new Refusal(
      'wrong-state',
      'The data of this person were erased; nothing more is written about them.',
    )
  }
  if (sqlState(error) === '23505') return new Refusal('conflict', 'This is registered already.')
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || error.code === 'FST_REQ_FILE_TOO_LARGE') {
    return new Refusal('too-large', 'The body is larger than this route takes.')
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new Refusal(
      'unsupported-media',
      'Send application/json, or what the description of this route names.',
    )
  }
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY') {
    return new Refusal('bad-input', 'The body is not JSON.', [
      { in: 'body', pointer: '', detail: 'not JSON' },
    ])
  }
  return null
}
