import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ZodType } from 'zod'
import type { Context, Services } from '../../context.ts'
import { asTenant } from '../../db/tenancy.ts'
import { Refusal } from '../../errors.ts'
import { fingerprintOf, keepAnswer, replayEarlier } from '../http/idempotency.ts'
import { type Access, type Actor, assertAccess, type Role, type Scope } from './access.ts'

declare module 'fastify' {
  interface FastifyRequest {
    ctx: Context
  }
  interface FastifyContextConfig {
    /** Every route says who may call it. */
    access?: Access
    /** The answer holds a secret, so it is not kept for whoever asks again with the same Idempotency-Key. */
    secretAnswer?: boolean
    /** For the API description: bodies that are not checked as JSON before the handler sees them. */
    bodies?: Record<string, ZodType | 'binary' | 'text'>
  }
}

export const audienceOf = (publicUrl: string) => `${publicUrl}/v1`

/** Reads the bearer token and puts `ctx` on the request; refuses without a valid one, or without the route's rights. */
export function authenticate(services: Services) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const claims = token
      ? await services.signer.verifyToken(token, {
          issuer: services.publicUrl,
          audience: audienceOf(services.publicUrl),
          now: services.now(),
        })
      : null
    if (!claims) throw new Refusal('unauthenticated', 'Send a valid access token from POST /oauth/token.')
    const actor: Actor = {
      organisationId: claims.org as string,
      clientId: claims.sub as string,
      memberId: (claims.member as string | undefined) ?? null,
      personId: null,
      roles: (claims.roles as Role[] | undefined) ?? [],
      scopes: String(claims.scope ?? '').split(' ') as Scope[],
    }
    const access = request.routeOptions.config.access
    if (access && access !== 'public') assertAccess(actor, access)
    request.ctx = { ...services, actor, requestId: request.id, idempotency: null }
  }
}

/** Before a POST with an `Idempotency-Key`: answers again what was answered before, or notes the key for the write. */
export async function readIdempotencyKey(request: FastifyRequest): Promise<void> {
  const key = request.headers['idempotency-key']
  if (request.method !== 'POST' || key === undefined || !request.ctx?.actor.clientId) return
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Refusal('bad-input', 'Idempotency-Key is 1 to 200 visible ASCII characters.', [
      { in: 'header', pointer: '/idempotency-key', detail: '1 to 200 visible ASCII characters' },
    ])
  }
  const { organisationId, clientId } = request.ctx.actor
  const fingerprint = fingerprintOf(request, request.body)
  const claim = { organisationId, clientId, key, fingerprint, held: false }
  await asTenant(request.ctx.db, request.ctx.actor, (tx) => replayEarlier(tx, claim))
  request.ctx.idempotency = claim
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
      ['content-type', 'location', 'etag'].flatMap((name) => {
        const value = reply.getHeader(name)
        return value === undefined ? [] : [[name, String(value)]]
      }),
    )
    await asTenant(request.ctx.db, request.ctx.actor, (tx) =>
      keepAnswer(tx, claim, { status: reply.statusCode, headers, body: payload }),
    )
  }
  return payload
}
