import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../errors.ts'

/** What an edit has to send back in `If-Match`. */
export function setVersion(reply: FastifyReply, version: number): void {
  reply.header('etag', `"${version}"`)
}

/** Refuses an edit of something that changed after it was read (`stale`), or that does not say what it read. */
export function assertVersion(request: FastifyRequest, version: number): void {
  const given = request.headers['if-match']
  if (given === undefined) {
    throw new Refusal(
      'precondition-required',
      'Send If-Match with the ETag that you read, so that no change is lost.',
    )
  }
  if (given !== `"${version}"` && given !== '*') {
    throw new Refusal('stale', 'It was changed after you read it. Read it again.')
  }
}
