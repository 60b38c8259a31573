import '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../../errors.ts'
import { askerOf } from '../../platform/limits/limits.ts'
import { say } from '../verify/words.ts'

/** Birth dates of a class lie within a few hundred days: at this pace, trying them all takes weeks. */
const GUESSES_PER_HOUR = 10

/** Counts how often one asker asks whose a certificate is, and refuses once it is too often; others go on asking. */
export function limitGuesses(app: Pick<FastifyInstance, 'createRateLimit'>) {
  const asked = new WeakMap<object, string>()
  const count = app.createRateLimit({
    max: GUESSES_PER_HOUR,
    timeWindow: '1 hour',
    keyGenerator: (request) => asked.get(request) ?? '',
  })
  return async (request: FastifyRequest, certificateId: string): Promise<void> => {
    asked.set(request, `${askerOf(request)} ${certificateId}`)
    const counted = await count(request)
    if (!counted.isAllowed && counted.isExceeded) throw new Refusal('too-many', say('asked-too-often'))
  }
}
