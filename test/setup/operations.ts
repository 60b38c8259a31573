import type { FastifyInstance } from 'fastify'
import type { Access } from '../../src/platform/auth/access.ts'
import type { DescribedRoute } from '../../src/platform/http/api-document.ts'
import { apiPath } from '../../src/platform/http/describe.ts'

type Media = Record<string, { schema?: Schema; example?: unknown }>
export type Schema = Record<string, unknown>

/** An operation as the API description has it, with who may call it. */
export type Operation = {
  name: string
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  access: Access
  summary?: string
  description?: string
  tags?: string[]
  operationId?: string
  security?: object[]
  parameters: { name: string; in: string; required?: boolean }[]
  requestBody?: { required?: boolean; content: Media }
  responses: Record<string, { $ref?: string; description?: string; headers?: object; content?: Media }>
}

export type ApiDocument = {
  openapi: string
  tags?: { name: string; description: string }[]
  paths: Record<string, Record<string, Omit<Operation, 'name' | 'method' | 'path' | 'access'>>>
  components: {
    schemas: Record<string, Schema>
    responses: Record<string, { headers?: object; content: Media }>
  }
}

export function documentOf(app: FastifyInstance): ApiDocument {
  const described: object = app.swagger()
  return described as ApiDocument
}

export const routesOf = (app: FastifyInstance) => app.getDecorator<DescribedRoute[]>('describedRoutes')

/** Every operation of the API description. */
export function operationsOf(app: FastifyInstance): Operation[] {
  const routes = routesOf(app)
  return Object.entries(documentOf(app).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const route = routes.find(
        ({ url, method: verb }) => apiPath(url) === path && String(verb).toLowerCase() === method,
      )
      const access = route?.config?.access as Access
      const name = `${method.toUpperCase()} ${path}`
      return {
        ...operation,
        parameters: operation.parameters ?? [],
        name,
        path,
        method: method as Operation['method'],
        access,
      }
    }),
  )
}

/** The media type that a client would send, and an example of the body; null where there is none. */
export function bodyOf(operation: Operation): { mediaType: string; example: unknown } | null {
  const content = operation.requestBody?.content
  if (!content) return null
  const mediaType = content['application/json'] ? 'application/json' : Object.keys(content)[0]!
  return { mediaType, example: content[mediaType]?.example }
}

/** Finds the operation at an address, with its query or without; where it suits several, that of which most is written out. */
export function operationAt(
  operations: readonly Operation[],
): (method: string, address: string) => Operation | undefined {
  const written = ({ path }: Operation) => path.replace(/\{\w+\}/g, '').length
  const patterns = [...operations]
    .sort((one, other) => written(other) - written(one))
    .map((operation) => ({ operation, pattern: patternOf(operation) }))
  return (method, address) => {
    const [path = ''] = address.split('?')
    const isMeant = ({ operation, pattern }: (typeof patterns)[number]) =>
      operation.method.toUpperCase() === method && pattern.test(path)
    return patterns.find(isMeant)?.operation
  }
}

const patternOf = ({ path }: Operation) =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)
