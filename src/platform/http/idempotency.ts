import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../errors.ts'
import { sha256 } from '../hash.ts'
import { PendingAnswer, type Sent } from './pending-answer.ts'
import { say } from './words.ts'

/**
 * Before a POST: its answer is made within the transaction of its write, and kept under its `Idempotency-Key`. What is
 * done on an errand has a key of its own, however it is asked for.
 */
export async function awaitAnswer(request: FastifyRequest): Promise<void> {
  const { ctx, method, headers, routeOptions } = request
  if ((method !== 'POST' && !ctx.errand) || !ctx.actor.clientId || routeOptions.config.streams) return
  const key = ctx.errand?.key ?? keyIn(headers['idempotency-key'])
  const { organisationId, clientId } = ctx.actor
  const fingerprint = key === null ? '' : fingerprintOf(request, request.body)
  ctx.answer = new PendingAnswer(
    { organisationId, clientId, key, fingerprint },
    { signer: ctx.signer, now: ctx.now, isSecret: Boolean(routeOptions.config.secretAnswer) },
  )
}

function keyIn(key: string | string[] | undefined): string | null {
  if (key === undefined) return null
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw new Refusal('bad-input', say('idempotency-key'), [
    { in: 'header', pointer: '/idempotency-key', detail: say('visible-ascii') },
  ])
}

/**
 * Once the answer is made, and before it is sent: commits it with what was written. A failure of the service takes back
 * what was written; what was written before a refusal stays.
 */
export async function giveAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const answer = request.ctx?.answer
  if (answer?.unchanged && request.ctx.errand) reply.header('unchanged', 'true')
  if (!answer?.held) return payload
  if (reply.statusCode >= 500) {
    await answer.drop(new Error('answered with a failure'))
    return payload
  }
  try {
    await answer.give(sentOf(reply, payload))
  } catch (error) {
    if (reply.statusCode < 400) throw error
    // Whoever was refused repeats the request in vain, and without harm.
    request.log.error({ err: error }, 'a refusal could not be kept')
  }
  return payload
}

/** What a key stands for: the request as a whole, and the person for whom it was made. */
export function fingerprintOf(
  request: Pick<FastifyRequest, 'method' | 'url' | 'ctx'>,
  body: unknown = null,
): string {
  const { method, url, ctx } = request
  return sha256(`${method} ${url} ${ctx.actor.memberId ?? ''}\n${JSON.stringify(body)}`)
}

const keptHeaders = ['content-type', 'content-language', 'location', 'etag', 'unchanged']

function sentOf(reply: FastifyReply, payload: unknown): Sent {
  if (payload !== undefined && payload !== null && typeof payload !== 'string')
    throw new Error('only an answer of text can be kept')
  const headers = Object.fromEntries(
    keptHeaders.flatMap((name) => {
      const value = reply.getHeader(name)
      return value === undefined ? [] : [[name, String(value)]]
    }),
  )
  return { status: reply.statusCode, headers, body: payload ?? '' }
}
