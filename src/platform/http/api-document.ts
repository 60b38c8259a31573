import type { FastifyInstance, RouteOptions } from 'fastify'

/** A route, as far as the API description is made of it. */
export type DescribedRoute = Pick<RouteOptions, 'method' | 'url' | 'config' | 'bodyLimit' | 'schema'>

/** The routes, as they are added from now on. */
export function collectRoutes(app: FastifyInstance): DescribedRoute[] {
  const routes: DescribedRoute[] = []
  app.addHook('onRoute', ({ method, url, bodyLimit, config = {}, schema = {} }) => {
    routes.push({ method, url, config, schema, ...(bodyLimit ? { bodyLimit } : {}) })
  })
  return routes
}

/** Bodies by their media type. */
export type Content = Record<string, { schema?: object; example?: unknown }>

export type Operation = {
  operationId?: string
  summary?: string
  tags?: string[]
  description?: string
  security?: object[]
  parameters?: object[]
  requestBody?: { required?: boolean; content?: Content }
  responses: Record<string, { content?: Content; headers?: object; $ref?: string }>
}
export type ApiDocument = {
  tags?: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, object>
    securitySchemes?: object
    responses?: object
    headers?: object
  }
}
