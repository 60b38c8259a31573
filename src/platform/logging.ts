import type { FastifyRequest } from 'fastify'
import type { LoggerOptions } from 'pino'

/** Logs say which route, how long and which request id; never an address with a secret in it, a header or a body. */
export function logging(level: string): LoggerOptions {
  return {
    level,
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        route: request.routeOptions?.url ?? 'unknown',
      }),
      err: (error: Error) => ({ type: error.name, message: error.message, stack: error.stack }),
    },
  }
}
