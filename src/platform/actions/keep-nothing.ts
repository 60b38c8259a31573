import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'

/**
 * Tells everyone on the way, the browser included, to keep nothing of an answer, unless its route publishes a catalogue.
 * What a program keeps for itself it may go on asking for by its tag.
 */
export function keepNothing(
  request: FastifyRequest,
  reply: FastifyReply,
  _payload: unknown,
  done: HookHandlerDoneFunction,
): void {
  const { access, catalogue } = request.routeOptions.config
  const said = String(reply.getHeader('cache-control') ?? '')
  if (access !== undefined && !catalogue && !said.includes('no-store'))
    reply.header('cache-control', 'no-store')
  done()
}
