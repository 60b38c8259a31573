import type { FastifyRequest } from 'fastify'
import { type ZodType, z } from 'zod'
import type { Context, Services } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import type { Action } from '../actions/action.ts'
import type { DescribedHeader } from '../http/described/describe-headers.ts'
import { type Access, roles as allRoles, type Scope } from './access.ts'
import { assertAccess } from './assert-access.ts'
import { type Errand, errandOf } from './errand.ts'
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
    /** The answer holds a secret: it is kept encrypted for whoever asks again with the same Idempotency-Key. */
    secretAnswer?: boolean
    /** The answer is written while it is made: it is kept under no Idempotency-Key. */
    streams?: true
    /** The answer is about nobody and the same for everyone: it may be kept on the way. */
    catalogue?: boolean
    /** Sends headers of its own that guard its answer, instead of those for pages. */
    guarded?: boolean
    /** For the API description: the route may be asked without its body. */
    bodyOptional?: true
    /** For the API description: bodies that are not checked as JSON before the handler sees them. */
    bodies?: Record<string, ZodType | 'binary' | 'text'>
    /** For the API description: statuses that it answers beside those that every route of its kind has. */
    also?: readonly number[]
    /** For the API description: headers of its answers beside those that every route of its kind has. */
    tells?: readonly DescribedHeader[]
  }
}

export const audienceOf = (publicUrl: string) => `${publicUrl}/v1`

/** What a token says of who comes with it. */
const Claims = z.object({
  org: z.uuid(),
  exp: z.number().optional(),
  sub: z.uuid(),
  member: z.uuid().nullish().default(null),
  roles: z.array(z.enum(allRoles)).default([]),
  scope: z.string().default(''),
  signed_in: z.boolean().default(false),
  // A token of the release before says neither; it expires within 15 minutes.
  credential: z.uuid().nullish().default(null),
  subject_hash: z.string().nullish().default(null),
})

/** Reads the bearer token and puts `ctx` on the request; refuses without a valid one, or without the route's rights. */
export function authenticate(services: Services) {
  return async (request: FastifyRequest): Promise<void> => {
    const errand = errandOf(request)
    if (errand) return comeOn(errand, request, services)
    const token = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const claims = token
      ? await services.signer.verifyToken(token, {
          issuer: services.publicUrl,
          audience: audienceOf(services.publicUrl),
          now: services.now(),
        })
      : null
    if (!claims) throw new Refusal('unauthenticated', say('send-token'))
    const { success, data: who } = Claims.safeParse(claims)
    if (!success) throw new Refusal('unauthenticated', say('send-token'))
    const { org: organisationId, sub: clientId, member: memberId, roles, signed_in: signedIn } = who
    const { credential: credentialId, subject_hash: subjectHash, exp: until } = who
    const scopes = who.scope.split(' ') as Scope[]
    const { access = 'public' } = request.routeOptions.config
    const asked = access === 'public' ? null : access
    // What the token itself does not allow is refused here; what was taken away since, where it is acted in.
    if (asked) assertAccess({ memberId, roles, scopes }, asked)
    request.ctx = {
      ...services,
      actor: { organisationId, clientId, memberId, personId: null, signedIn, credentialId, subjectHash },
      admission: { scopes, access: asked, ...(until && { until: new Date(until * 1000) }) },
      requestId: request.id,
      answer: null,
    }
  }
}

/** Whoever asked for it before needs no token now; what they may do is looked up where it is done. */
function comeOn(errand: Errand, request: FastifyRequest, services: Services): void {
  const { actor, scopes, requestId } = errand
  const { access = 'public' } = request.routeOptions.config
  const admission = { scopes, access: access === 'public' ? null : access }
  request.id = requestId
  request.ctx = { ...services, actor, admission, requestId, answer: null, errand }
}
