import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { isResponseSerializationError } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { isOutOfRange, isOutOfTime, isRetried, outageIn, sqlState } from '../../db/states.ts'
import { type Fault, type Reason, Refusal } from '../../errors.ts'
import { renderProblem } from '../pages/problem-page.ts'
import { FileDamaged } from '../storage/storage.ts'
import type { Language } from '../words/language.ts'
import { sayAll } from '../words/sentence.ts'
import { answerBarely, typeOf } from './bare-problems.ts'
import { collectFaults } from './faults.ts'
import { spokenAnyway, wantsJson } from './language.ts'
import { Replay } from './pending-answer.ts'
import { say } from './words.ts'

export const Problem = z
  .object({
    type: z.string().describe('stable name of the reason; compare this, not the texts'),
    title: z.string().describe('in the language asked for, as `detail` is'),
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
      .describe('every fault of the input at once, up to 100 of them and 64 kB'),
    blockers: z
      .array(
        z
          .object({
            code: z.string().describe('stable; compare this'),
            by: z.string().optional().describe('who can clear it'),
            sentence: z.string().describe('in the language asked for'),
            competence: z.string().optional(),
            fields: z
              .array(z.string())
              .optional()
              .describe(
                'RFC 6901 pointers into the content of the agreement: what was signed and changed since',
              ),
            guardian: z.string().optional().describe('for which of two it waits, where both sign'),
          })
          .loose(),
      )
      .optional()
      .describe('of `urn:problem:blocked`: everything that is missing first'),
    link: z
      .string()
      .optional()
      .describe('of an address with a secret: why it does not work, such as `expired`, `ended` or `used`'),
    moreErrors: z.literal(true).optional().describe('there are more faults than `errors` lists'),
  })
  .loose()
  .meta({ id: 'Problem', description: 'RFC 9457 problem document' })

const statuses: Record<Reason, number> = {
  'bad-input': 400,
  incomplete: 422,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'wrong-state': 409,
  blocked: 409,
  conflict: 409,
  duplicate: 409,
  'key-reused': 422,
  stale: 412,
  gone: 410,
  'precondition-required': 428,
  'too-large': 413,
  'too-many': 429,
  'unsupported-media': 415,
}

/** The status with which a refusal is answered. */
export const statusOf = (refusal: Refusal): number => statuses[refusal.reason]

/** What the database says of a row about a person who was erased: see `refuse_erased` in the migrations. */
const ERASED = 'ZE001'

/** What it says of a name like that of an organisation whose identity is confirmed: see `keep_names_apart` there. */
const ALIKE = 'ZE002'

/** The faults of one answer take no more bytes than this. */
const MAX_FAULT_BYTES = 64 * 1024

type ToldFault = Omit<Fault, 'detail'> & { detail: string }

/** The faults in a language, as many as one answer tells. */
function toldFaults(
  { faults, moreFaults }: Refusal,
  language: Language,
): { errors: ToldFault[]; more: boolean } {
  const errors: ToldFault[] = []
  let bytes = 0
  for (const fault of faults) {
    const told = { ...fault, detail: fault.detail(language) }
    bytes += Buffer.byteLength(JSON.stringify(told)) + 1
    if (bytes > MAX_FAULT_BYTES) return { errors, more: true }
    errors.push(told)
  }
  return { errors, more: moreFaults }
}

/** A refusal as a problem document in a language; sentences among its extra properties are said in it too. */
function problemOf(refusal: Refusal, requestId: string, language: Language): z.infer<typeof Problem> {
  const { reason, extra } = refusal
  const { errors, more } = toldFaults(refusal, language)
  return {
    type: typeOf(reason),
    title: say(`title-${reason}`)(language),
    status: statusOf(refusal),
    detail: more ? say('more-errors', { sentence: refusal.sentence })(language) : refusal.sentence(language),
    instance: `urn:request:${requestId}`,
    ...(errors.length > 0 ? { errors } : {}),
    ...(more ? { moreErrors: true as const } : {}),
    ...(sayAll(language, extra) as typeof extra),
  }
}

/**
 * The one translation from what went wrong to what the client sees. Anything unforeseen loses its detail; what goes wrong
 * in the telling, too, is answered.
 */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  try {
    return answerAsIs(error, request, reply)
  } catch (cause) {
    return answerBarely(cause, request, reply)
  }
}

function answerAsIs(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Replay) return error.send(reply)
  const refusal = refusalIn(error, request)
  if (refusal) {
    if (refusal.reason === 'unauthenticated') reply.header('www-authenticate', 'Bearer')
    return answer(reply, refusal)
  }
  if (error.statusCode && error.statusCode < 500) return answerOther(reply, error.statusCode, error.code)
  if (error.statusCode === 503 || isRetried(error) || isOutOfTime(error)) {
    if (!reply.hasHeader('retry-after')) reply.header('retry-after', '1')
    return answerOther(reply, 503, 'busy')
  }
  const outage = outageIn(error)
  if (outage) {
    request.log.error({ err: error }, 'something that is needed is away or full')
    reply.header('retry-after', '5')
    return outage === 'full' ? answerOther(reply, 507, 'storage-full') : answerOther(reply, 503, 'away')
  }
  request.log.error({ err: isResponseSerializationError(error) ? error.cause : error }, 'unforeseen error')
  return answerOther(reply, 500, 'internal')
}

/** Whoever has not sent the whole request in time; nothing more is taken from this connection. */
export function answerTooSlow(reply: FastifyReply): FastifyReply {
  return answerOther(reply.header('connection', 'close'), 408, 'too-slow')
}

export function answerUnknownRoute(_: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answer(reply, new Refusal('not-found', say('nothing-here')))
}

function answer(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const language = spokenAnyway(reply.request)
  return send(reply, problemOf(refusal, reply.request.id, language), language)
}

/** What fastify refused by itself, or nobody foresaw: its own text is not for the caller. */
function answerOther(reply: FastifyReply, status: number, code = 'unknown'): FastifyReply {
  const language = spokenAnyway(reply.request)
  const reason = code
    .toLowerCase()
    .replace(/^fst_(err_)?/, '')
    .replaceAll('_', '-')
  const key = `other-${reason}` as const
  const title = say(say.has(key) ? key : 'other-unknown')(language)
  const instance = `urn:request:${reply.request.id}`
  return send(reply, { type: typeOf(reason), title, status, instance }, language)
}

function send(reply: FastifyReply, problem: z.infer<typeof Problem>, language: Language): FastifyReply {
  reply
    .code(problem.status)
    .headers({ 'cache-control': 'no-store', vary: 'accept, accept-language', 'content-language': language })
  if (!wantsJson(reply.request)) {
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .send(renderProblem(problem.status, reply.request.id, language))
  }
  return reply.header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem))
}

/** What was refused; null for what was not foreseen. */
export function refusalIn(error: FastifyError, request: FastifyRequest): Refusal | null {
  if (error instanceof Refusal) return error
  if (error.code === 'FST_ERR_VALIDATION') {
    return new Refusal('bad-input', say('see-errors'), collectFaults(request))
  }
  // What the schemas let through and the database's types do not take: a number too big, a day that no calendar has.
  if (error instanceof FileDamaged) {
    request.log.error({ err: error }, 'a kept file is damaged')
    return new Refusal('wrong-state', say('file-damaged'))
  }
  if (isOutOfRange(error)) {
    return new Refusal('bad-input', say('out-of-range'))
  }
  if (sqlState(error) === ERASED) {
    return new Refusal('wrong-state', say('erased'))
  }
  if (sqlState(error) === ALIKE) return new Refusal('conflict', say('name-alike'))
  if (sqlState(error) === '23505') return new Refusal('conflict', say('registered-already'))
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || error.code === 'FST_REQ_FILE_TOO_LARGE') {
    return new Refusal('too-large', say('body-too-large'))
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new Refusal('unsupported-media', say('send-json'))
  }
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY') {
    return new Refusal('bad-input', say('body-not-json'), [
      { in: 'body', pointer: '', detail: say('json-not-json') },
    ])
  }
  return null
}
