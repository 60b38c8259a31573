import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { say } from '../http/words.ts'
import { countInDatabase } from './count-in-database.ts'

/** How long is counted for, wherever something is limited, in seconds. */
const WINDOW = 60

/** What whoever asks too often is told. */
const tooMany = (): Refusal => new Refusal('too-many', say('too-many-wait'))

/**
 * Who asks, as far as an address tells: the address, or of an IPv6 address the network of which one household or one
 * machine has all addresses.
 */
export function askerOf({ ip }: FastifyRequest): string {
  if (!ip.includes(':') || ip.includes('.')) return ip
  const [left = '', right] = ip.split('%')[0]!.split('::')
  const groups = left.split(':')
  const shown = right === undefined ? [] : right.split(':').filter(Boolean)
  const zeros = Array(right === undefined ? 0 : Math.max(0, 8 - groups.length - shown.length)).fill('0')
  const all = [...groups, ...zeros, ...shown].map((group) => (group === '' ? '0' : group))
  return `${all.slice(0, 4).join(':')}::/64`
}

/**
 * Lets routes limit how often they are asked from one address, and says of each limit what is left of it. Counted in a
 * database for all its processes together, or by this process where that is null; what cannot be counted is let through.
 */
export async function limitAddresses(app: FastifyInstance, countedIn: Database | null): Promise<void> {
  await app.register(rateLimit, {
    ...(countedIn ? { store: countInDatabase(countedIn) } : {}),
    global: false,
    keyGenerator: askerOf,
    errorResponseBuilder: tooMany,
    skipOnError: true,
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    const told = (name: string) => Number(reply.getHeader(`x-ratelimit-${name}`))
    if (reply.hasHeader('x-ratelimit-limit'))
      tellLimit(reply, 'address', told('limit'), told('remaining'), told('reset'))
    done()
  })
}

/**
 * Refuses a client that asks more often than so many times a minute; to be run once it is known who asks. Counted
 * where addresses are.
 */
export function limitClients(app: FastifyInstance, perMinute: number) {
  const count = app.createRateLimit({
    max: perMinute,
    timeWindow: WINDOW * 1000,
    keyGenerator: ({ ctx }: FastifyRequest) => `client ${ctx.actor.clientId}`,
  })
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    // What is done on an errand was counted when it was asked for.
    if (request.ctx.errand) return
    const counted = await count(request)
    if (counted.isAllowed) return
    tellLimit(reply, 'client', counted.max, counted.remaining, counted.ttlInSeconds)
    if (!counted.isExceeded) return
    reply.header('retry-after', counted.ttlInSeconds)
    throw tooMany()
  }
}

/** The fields of draft-ietf-httpapi-ratelimit-headers: a policy with its quota and window, and what is left until when. */
function tellLimit(reply: FastifyReply, policy: string, quota: number, left: number, reset: number): void {
  reply
    .header('ratelimit-policy', `"${policy}";q=${quota};w=${WINDOW}`)
    .header('ratelimit', `"${policy}";r=${left};t=${reset}`)
}
