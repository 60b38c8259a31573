import { and, eq } from 'drizzle-orm'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Tx } from '../../db/client.ts'
import { idempotencyKeys } from '../../db/schema/platform.ts'
import { asTenant } from '../../db/tenancy.ts'
import { Refusal } from '../../errors.ts'
import { sha256 } from '../hash.ts'
import { say } from './words.ts'

/** A key sent with a write, and what it was sent with. */
export type IdempotencyClaim = {
  organisationId: string
  clientId: string
  key: string
  fingerprint: string
  /** Set once the key is held by this request, which happens in the transaction of its first write. */
  held: boolean
}

type Answer = { status: number; headers: Record<string, string>; body: string }

/** Thrown when a request was answered before: the earlier answer is sent again. */
export class Replay extends Error {
  readonly #answer: Answer

  constructor(answer: Answer) {
    super('answered before')
    this.#answer = answer
  }

  send(reply: FastifyReply): FastifyReply {
    return reply
      .code(this.#answer.status)
      .headers({ ...this.#answer.headers, 'idempotency-replayed': 'true' })
      .send(this.#answer.body)
  }
}

/** Before a POST with an `Idempotency-Key`: notes the key, for the write to hold or to answer as before. */
export async function readIdempotencyKey(request: FastifyRequest): Promise<void> {
  const key = request.headers['idempotency-key']
  if (request.method !== 'POST' || key === undefined || !request.ctx?.actor.clientId) return
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Refusal('bad-input', say('idempotency-key'), [
      { in: 'header', pointer: '/idempotency-key', detail: say('visible-ascii') },
    ])
  }
  const { organisationId, clientId } = request.ctx.actor
  const fingerprint = fingerprintOf(request, request.body)
  const claim = { organisationId, clientId, key, fingerprint, held: false }
  request.ctx.idempotency = claim
}

/** Throws the answer that was given before to a request with this key; for what does its writing in several transactions. */
export async function replayAnswered(
  tx: Tx,
  { idempotency }: { idempotency: IdempotencyClaim | null },
): Promise<void> {
  if (idempotency && !idempotency.held) await replayEarlier(tx, idempotency)
}

/** After the write: keeps the answer for whoever asks again with the same key. */
export async function keepIdempotentAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const claim = request.ctx?.idempotency
  const keeps = reply.statusCode < 500 && !request.routeOptions.config.secretAnswer
  if (claim?.held && keeps && typeof payload === 'string') {
    const headers = Object.fromEntries(
      ['content-type', 'content-language', 'location', 'etag'].flatMap((name) => {
        const value = reply.getHeader(name)
        return value === undefined ? [] : [[name, String(value)]]
      }),
    )
    const answer = { status: reply.statusCode, headers, body: payload }
    await asTenant(request.ctx.db, request.ctx.actor, (tx) => keepAnswer(tx, claim, answer)).catch((error) =>
      // What was done is done: who asked first is told so, even where it can be told only once.
      request.log.error({ err: error }, 'an answer could not be kept'),
    )
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

/**
 * Holds the key in the transaction of the write itself, so that the write happens once even if the process dies right
 * after it. A second request waits here for the first to finish, then gets its answer (Replay) or is refused.
 */
export async function claimKey(tx: Tx, claim: IdempotencyClaim, now: Date): Promise<void> {
  if (claim.held) return
  const { organisationId, clientId, key, fingerprint } = claim
  const inserted = await tx
    .insert(idempotencyKeys)
    .values({ organisationId, clientId, key, fingerprint, createdAt: now })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  if (inserted.length > 0) {
    claim.held = true
    return
  }
  await replayEarlier(tx, claim)
  throw new Refusal('wrong-state', say('answer-lost'))
}

/** Throws the earlier answer, or a refusal when the key came with another request; returns when the key is new. */
async function replayEarlier(tx: Tx, claim: IdempotencyClaim): Promise<void> {
  const [earlier] = await tx.select().from(idempotencyKeys).where(sameKey(claim))
  if (!earlier) return
  if (earlier.fingerprint !== claim.fingerprint) {
    throw new Refusal('key-reused', say('take-new-key'))
  }
  if (earlier.answered && earlier.status !== null) {
    throw new Replay({ status: earlier.status, headers: earlier.headers ?? {}, body: earlier.body ?? '' })
  }
}

async function keepAnswer(tx: Tx, claim: IdempotencyClaim, answer: Answer): Promise<void> {
  await tx
    .update(idempotencyKeys)
    .set({ answered: true, ...answer })
    .where(sameKey(claim))
}

function sameKey(claim: IdempotencyClaim) {
  return and(
    eq(idempotencyKeys.organisationId, claim.organisationId),
    eq(idempotencyKeys.clientId, claim.clientId),
    eq(idempotencyKeys.key, claim.key),
  )
}
