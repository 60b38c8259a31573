import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../errors.ts'
import { say } from './words.ts'

/** What an edit has to send back in `If-Match`. */
export function setVersion(reply: FastifyReply, version: number): void {
  reply.header('etag', `"${version}"`)
}

/** Refuses an edit of something that changed after it was read (`stale`), or that does not say what it read. */
export function assertVersion(request: FastifyRequest, version: number): void {
  const given = request.headers['if-match']
  if (given === undefined) {
    throw new Refusal('precondition-required', say('send-if-match'))
  }
  if (given !== `"${version}"` && given !== '*') {
    throw new Refusal('stale', say('read-again'))
  }
}
