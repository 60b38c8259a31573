import type { RouteOptions } from 'fastify'

/** A route, as far as the API description is made of it. */
export type DescribedRoute = Pick<RouteOptions, 'method' | 'url' | 'config' | 'bodyLimit'>

/** Bodies by their media type. */
export type Content = Record<string, { schema?: object; example?: unknown }>

export type Operation = {
  operationId?: string
  summary?: string
  description?: string
  security?: object[]
  parameters?: object[]
  requestBody?: { required?: boolean; content?: Content }
  responses: Record<string, { content?: Content; $ref?: string }>
}
export type ApiDocument = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes?: object; responses?: object }
}
