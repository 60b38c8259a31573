import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import helmet, { type HelmetOptions } from 'helmet'

/** What a browser is told to insist on; over plain HTTP, where it could only fail, of nothing that needs a secure connection. */
const insistsOn = (isSecure: boolean) =>
  isSecure
    ? {}
    : { strictTransportSecurity: false, crossOriginOpenerPolicy: false, originAgentCluster: false }

/**
 * Sends the headers that guard pages with every answer but those of routes that guard theirs themselves; where the service is known by a plain HTTP address, they let that be. They are the same
 * for all, so they are worked out once: at each request that takes longer than many an answer.
 */
export function guardPages(
  app: FastifyInstance,
  directives: Record<string, Iterable<string>>,
  publicUrl: string,
): void {
  const isSecure = new URL(publicUrl).protocol === 'https:'
  const upgrade = isSecure ? {} : { upgradeInsecureRequests: null }
  const headers = headersOf({
    contentSecurityPolicy: { directives: { ...directives, ...upgrade } },
    crossOriginEmbedderPolicy: false,
    ...insistsOn(isSecure),
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.routeOptions.config.guarded) reply.headers(headers)
    done()
  })
}

function headersOf(options: HelmetOptions): Record<string, string> {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  helmet(options)(request, response, (error) => {
    if (error) throw error
  })
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  )
}
