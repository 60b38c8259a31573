import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { apiPath } from '../../src/platform/http/describe.ts'
import { afterwards } from './afterwards.ts'
import { type ApiDocument, documentOf, routesOf } from './operations.ts'

/** An answer as it left: of which operation, with which status, and what it says that it is. */
export type Answered = {
  method: string
  path: string
  status: number
  mediaType: string | null
  /** The names of its headers. */
  headers: readonly string[]
}

/** Headers that a client goes by. */
const goneBy = ['etag', 'location', 'retry-after', 'ratelimit', 'ratelimit-policy', 'link', 'x-total-count']

/**
 * What the API description does not say of an answer: that there is one with this status, in this medium, or with a
 * header that clients go by. null where
 * all is said, where the address is no operation's, and of 500, which is nobody's to expect.
 */
export function undeclared(
  document: ApiDocument,
  { method, path, status, mediaType, headers }: Answered,
): string | null {
  const operation = document.paths[path]?.[method.toLowerCase().replace('head', 'get')]
  if (!operation || status === 500) return null
  const name = `${method} ${path}`
  const told = operation.responses[String(status)]
  if (!told) return `${name} answers ${status}`
  const named = told.$ref?.split('/').at(-1)
  const { content, headers: known = {} } = (named ? document.components.responses[named] : told) ?? {}
  const names = Object.keys(known).map((each) => each.toLowerCase())
  const untold = headers.find((each) => goneBy.includes(each) && !names.includes(each))
  if (untold) return `${name} answers ${status} with ${untold}`
  if (mediaType === null || content?.[mediaType] || content?.['*/*']) return null
  return `${name} answers ${status} as ${mediaType}`
}

/** What was made is read at its `Location`: an address of the API that can be asked. */
function unreadable(
  { paths }: ApiDocument,
  { method, path, status }: Answered,
  location: unknown,
): string | null {
  if (location === undefined || status >= 300) return null
  // The service may be below a path of its own.
  const [address] = String(location)
    .replace(/^.*(?=\/v1\/)/, '')
    .split('?')
  const parts = address!.split('/')
  const isRead = Object.entries(paths).some(([known, operations]) => {
    const pattern = known.split('/')
    return (
      'get' in operations &&
      pattern.length === parts.length &&
      pattern.every(
        (each, index) => each === parts[index] || (each.startsWith('{') && /^[\w-]+$/.test(parts[index]!)),
      )
    )
  })
  return isRead ? null : `${method} ${path} answers ${status} with a location that is none: ${location}`
}

const written = new Map<string, ApiDocument>()
const ofApp = new WeakMap<FastifyInstance, ApiDocument>()

/** What services with the same routes say of them is the same: it is written once in a process, not in every world. */
function descriptionOf(app: FastifyInstance): ApiDocument {
  const known = ofApp.get(app)
  if (known) return known
  const routes = routesOf(app)
    .map(({ method, url }) => `${method} ${url}`)
    .join('\n')
  const document = written.get(routes) ?? documentOf(app)
  written.set(routes, document)
  ofApp.set(app, document)
  return document
}

/** From now on, whatever the service answers to a test must stand in the API description; else the file of tests fails. */
export function holdToDescription(app: FastifyInstance): void {
  const faults = new Set<string>()
  app.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const { url } = request.routeOptions
    if (!url || !reply.raw.writableEnded) return
    const mediaType = String(reply.getHeader('content-type') ?? '').split(';')[0] || null
    const answered = {
      method: request.method,
      path: apiPath(url),
      status: reply.statusCode,
      mediaType,
      headers: Object.keys(reply.getHeaders()),
    }
    const description = descriptionOf(app)
    const fault =
      undeclared(description, answered) ?? unreadable(description, answered, reply.getHeader('location'))
    if (fault) faults.add(fault)
  })
  afterwards(() => {
    if (faults.size > 0) throw new Error(`The API description does not say:\n${[...faults].join('\n')}`)
  })
}
