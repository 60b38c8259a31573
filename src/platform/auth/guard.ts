import type { FastifyRequest } from 'fastify'
import type { ZodType } from 'zod'
import type { Context, Services } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import type { Action } from '../actions/action.ts'
import type { Access, Actor, Role, Scope } from './access.ts'
import { assertAccess } from './assert-access.ts'
import { say } from './words.ts'

declare module 'fastify' {
  interface FastifyRequest {
    ctx: Context
  }
  interface FastifyContextConfig {
    /** Every route says who may call it. */
    access?: Access
    /** What a generated client calls it. */
    operation?: string
    /** The rows of the table that it does; none where it only reads. */
    actions?: readonly Action[]
    /** The answer holds a secret, so it is not kept for whoever asks again with the same Idempotency-Key. */
    secretAnswer?: boolean
    /** The answer is about nobody and the same for everyone: it may be kept on the way. */
    catalogue?: boolean
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
    if (!claims) throw new Refusal('unauthenticated', say('send-token'))
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
