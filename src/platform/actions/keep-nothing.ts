import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Tells everyone on the way, the browser included, to keep nothing of an answer, unless its route publishes a catalogue.
 * What a program keeps for itself it may go on asking for by its tag.
 */
export async function keepNothing(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { access, catalogue } = request.routeOptions.config
  if (access === undefined || catalogue) return
  const said = String(reply.getHeader('cache-control') ?? '')
  if (!said.includes('no-store')) reply.header('cache-control', 'no-store')
}
