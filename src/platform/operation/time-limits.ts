import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerTooSlow } from '../http/problems.ts'

/** How long a client may take, in milliseconds: to send headers, a body, an upload, and to read on in what it is sent. */
export type TimeLimits = { headers: number; body: number; upload: number; stalled: number }

export const usualTimes: TimeLimits = { headers: 10_000, body: 30_000, upload: 120_000, stalled: 30_000 }

/** What the server itself sees to. Its own limit for whole requests is for whatever gets past the others. */
export const serverTimes = ({ headers, upload }: TimeLimits) => ({
  requestTimeout: upload + headers,
  http: {
    headersTimeout: headers,
    requestTimeout: upload + headers,
    connectionsCheckingInterval: Math.min(1000, headers / 2),
  },
})

/** Ends requests that do not arrive, and answers that are not read. */
export function limitTimes(app: FastifyInstance, times: TimeLimits): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.raw.complete && hasBody(request)) awaitBody(request, reply, times)
    done()
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (takesLong(payload)) awaitReader(reply, times.stalled)
    done()
  })
}

const hasBody = ({ headers }: FastifyRequest) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

function awaitBody(request: FastifyRequest, reply: FastifyReply, { body, upload }: TimeLimits): void {
  const timer = setTimeout(
    () => {
      if (reply.raw.headersSent) request.raw.destroy()
      else answerTooSlow(reply)
    },
    takesUpload(request) ? upload : body,
  )
  const stop = () => clearTimeout(timer)
  request.raw.once('end', stop).once('close', stop)
}

function takesUpload({ routeOptions }: FastifyRequest): boolean {
  const bodies = Object.entries(routeOptions.config.bodies ?? {})
  return bodies.some(([mediaType, body]) => body === 'binary' || mediaType === 'multipart/form-data')
}

/** What is shorter is with the operating system at once. */
const LONG = 64 * 1024

const takesLong = (payload: unknown): boolean =>
  typeof payload === 'string' || Buffer.isBuffer(payload)
    ? payload.length > LONG
    : typeof payload === 'object' && payload !== null

/** An answer that takes time to make is waited for; one that lies ready and is not taken is not. */
function awaitReader({ raw }: FastifyReply, stalled: number): void {
  raw.setTimeout(stalled, () => {
    if (raw.writableLength > 0 || (raw.socket?.writableLength ?? 0) > 0) raw.destroy()
  })
}
