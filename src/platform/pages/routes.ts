import { readFileSync } from 'node:fs'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { publishes, reads } from '../actions/route-config.ts'
import { sha256 } from '../hash.ts'
import { sendTagged } from '../http/download.ts'
import { chooseSpoken, LanguageQuery, wantsJson } from '../http/language.ts'
import { renderStart, startOf } from './render-start.ts'

const bytes = readFileSync(new URL('./page.css', import.meta.url))
const style = { type: 'text/css; charset=utf-8', bytes, etag: `"${sha256(bytes)}"` }

/** What this is and where to go, for whoever opens the bare address. */
const Start = z
  .object({
    service: z.string(),
    about: z.string(),
    verify: z.string().describe('where anyone checks a certificate'),
    docs: z.string().describe('every operation, to be read'),
    openapi: z.string().describe('the same for programs'),
  })
  .meta({ id: 'Start' })
/** Sent as a page or as JSON, so what is sent is not typed by it. */
const start: z.ZodType = Start

/** What every page needs besides itself, the one style sheet, and the page of the bare address. */
export const pageRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/',
    {
      config: reads('readStart', 'public'),
      schema: {
        summary: 'Read what this is and where to go',
        description: 'A page, or JSON for a client that asks for `application/json`.',
        tags: ['Operation'],
        querystring: z.strictObject(LanguageQuery),
        produces: ['text/html', 'application/json'],
        response: { 200: start },
      },
    },
    async (request, reply) => {
      const language = chooseSpoken(request)
      reply.headers({ vary: 'accept, accept-language', 'content-language': language })
      if (wantsJson(request)) return reply.type('application/json; charset=utf-8').send(startOf(language))
      return reply.type('text/html; charset=utf-8').send(renderStart(language))
    },
  )

  app.get(
    '/assets/page.css',
    {
      config: { ...publishes('readStyleSheet'), rateLimit: false },
      schema: {
        summary: 'Read the style sheet of the pages',
        tags: ['Operation'],
        produces: ['text/css'],
        response: { 200: z.any().describe('CSS') },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'public, max-age=3600')
      return sendTagged(request, reply, style)
    },
  )
}
