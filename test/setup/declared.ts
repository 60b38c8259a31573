import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { apiPath } from '../../src/platform/http/describe.ts'
import { afterwards } from './afterwards.ts'
import { type ApiDocument, documentOf, routesOf } from './operations.ts'

/** An answer as it left: of which operation, with which status, and what it says that it is. */
export type Answered = { method: string; path: string; status: number; mediaType: string | null }

/**
 * What the API description does not say of an answer: that there is one with this status, or in this medium. null where
 * all is said, where the address is no operation's, and of 500, which is nobody's to expect.
 */
export function undeclared(
  document: ApiDocument,
  { method, path, status, mediaType }: Answered,
): string | null {
  const operation = document.paths[path]?.[method.toLowerCase().replace('head', 'get')]
  if (!operation || status === 500) return null
  const name = `${method} ${path}`
  const told = operation.responses[String(status)]
  if (!told) return `${name} answers ${status}`
  const named = told.$ref?.split('/').at(-1)
  const content = named ? document.components.responses[named]?.content : told.content
  if (mediaType === null || content?.[mediaType] || content?.['*/*']) return null
  return `${name} answers ${status} as ${mediaType}`
}

const written = new Map<string, ApiDocument>()

/** What services with the same routes say of them is the same: it is written once in a process, not in every world. */
function descriptionOf(app: FastifyInstance): ApiDocument {
  const routes = routesOf(app)
    .map(({ method, url }) => `${method} ${url}`)
    .join('\n')
  const document = written.get(routes) ?? documentOf(app)
  written.set(routes, document)
  return document
}

/** From now on, whatever the service answers to a test must stand in the API description; else the file of tests fails. */
export function holdToDescription(app: FastifyInstance): void {
  const faults = new Set<string>()
  app.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const { url } = request.routeOptions
    if (!url || !reply.raw.writableEnded) return
    const mediaType = String(reply.getHeader('content-type') ?? '').split(';')[0] || null
    const answered = { method: request.method, path: apiPath(url), status: reply.statusCode, mediaType }
    const fault = undeclared(descriptionOf(app), answered)
    if (fault) faults.add(fault)
  })
  afterwards(() => {
    if (faults.size > 0) throw new Error(`The API description does not say:\n${[...faults].join('\n')}`)
  })
}
