import type { FastifyInstance } from 'fastify'

/** The path below which others reach the service, without a slash at its end; empty where that is the root. */
export const pathOf = (publicUrl: string): string => new URL(publicUrl).pathname.replace(/\/+$/, '')

/** What a page says of addresses of its own, from the root on. */
const addresses = /(\s(?:href|src|action|formaction)=")\/(?!\/)/g

/**
 * A proxy that passes the whole path on, and one that takes its beginning away, are answered alike. The DID of a service below
 * a path is looked up there (did:web, 3.2), and not below /.well-known.
 */
export function withoutPath(publicUrl: string): (request: { url?: string | undefined }) => string {
  const path = pathOf(publicUrl)
  return ({ url = '/' }) => {
    const within = url === path || url.startsWith(`${path}/`) ? url.slice(path.length) || '/' : url
    return within === '/did.json' ? '/.well-known/did.json' : within
  }
}

/** Has pages, their files and what is sent on to say the path, in the one place that all of them pass. */
export function sayPath(app: FastifyInstance, publicUrl: string): void {
  const path = pathOf(publicUrl)
  if (path === '') return
  app.addHook('onSend', async (_request, reply, payload) => {
    const location = reply.getHeader('location')
    // An answer that is repeated says it already.
    const isSaid = String(location).startsWith(`${path}/`)
    if (typeof location === 'string' && /^\/(?!\/)/.test(location) && !isSaid)
      reply.header('location', path + location)
    if (!String(reply.getHeader('content-type')).startsWith('text/html')) return payload
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload
    reply.removeHeader('content-length')
    return payload.toString().replaceAll(addresses, `$1${path}/`)
  })
}
