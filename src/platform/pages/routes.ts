import { readFileSync } from 'node:fs'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { publishes } from '../actions/route-config.ts'
import { sha256 } from '../hash.ts'
import { sendTagged } from '../http/download.ts'

const bytes = readFileSync(new URL('./page.css', import.meta.url))
const style = { type: 'text/css; charset=utf-8', bytes, etag: `"${sha256(bytes)}"` }

/** What every page needs besides itself: the one style sheet. */
export const pageRoutes: FastifyPluginAsyncZod = async (app) => {
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
