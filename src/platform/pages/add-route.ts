import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { z } from 'zod'
import type { reads } from '../actions/route-config.ts'
import { LanguageQuery } from '../http/language.ts'
import { bodyLimitOf, type FilesTaken } from '../http/upload.ts'
import type { Door } from './doors.ts'

/** What the API description says of a route; `params` stand in its address beside the secret. */
export type AboutRoute<Params, Body> = ReturnType<typeof reads> & {
  summary: string
  description?: string
  params?: z.ZodObject & z.ZodType<Params>
  body?: z.ZodType<Body>
}

/** A link says that it was used already, or that what it is for has changed. */
export const also = [403, 409, 412] as const
/** A browser may be sent on to another page. */
const takesAlso = [303, ...also] as const

export type Viewed<Params, Body> = AboutRoute<Params, Body> & { view: z.ZodType; status?: 200 | 201 }

/** Files that a form brings, and the fields with them: they are read as they come. */
export type WithFiles = { files?: FilesTaken & { fields: z.ZodType } }

export type RouteToAdd = Viewed<unknown, unknown> &
  WithFiles & { produces: string[]; also?: readonly number[] }

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

const querystring = z.strictObject({
  lang: LanguageQuery.lang.describe('language of the answer; Accept-Language when left out'),
})
const consumes = ['application/x-www-form-urlencoded', 'application/json']
const rateLimit = { max: 60, timeWindow: '1 minute' } as const

/** Adds a route that a secret opens. */
export function addRoute(
  app: FastifyInstance,
  method: 'GET' | 'POST',
  door: Pick<Door, 'pathOf' | 'operationOf'>,
  path: string,
  { summary, description, params, body, files, view, produces, status = 200, ...asked }: RouteToAdd,
  handlers: { handler: Handler } & Pick<RouteOptions, 'errorHandler'>,
): void {
  const schema = {
    summary,
    ...(description === undefined ? {} : { description }),
    tags: ['Links'],
    params,
    querystring,
    ...(body ? { consumes, body } : {}),
    ...(files ? { consumes: ['multipart/form-data'] } : {}),
    produces,
    response: { [status]: view },
  }
  const operation = door.operationOf(asked.operation)
  const bodies = files && { bodies: { 'multipart/form-data': files.fields } }
  const config = { rateLimit, also: method === 'POST' ? takesAlso : also, ...asked, operation, ...bodies }
  const bodyLimit = files && { bodyLimit: bodyLimitOf(files) }
  app.route({ method, url: door.pathOf(path), config, schema, ...bodyLimit, ...handlers })
}
