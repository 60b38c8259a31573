import { setImmediate } from 'node:timers/promises'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { FrameworkLibrary } from '../frameworks/framework.ts'
import { guards } from '../frameworks/open-data.ts'
import { answerAgain } from './answer-again.ts'
import { catalogueRoutes } from './serve-catalogue.ts'
import { listRoutes } from './serve-lists.ts'
import { searchRoutes } from './serve-search.ts'
import { suggestionRoutes } from './serve-suggestions.ts'
import { wheelRoutes } from './serve-wheel.ts'

const parts = [catalogueRoutes, listRoutes, searchRoutes, suggestionRoutes, wheelRoutes]

/** The measure, open to all. */
export const frameworkRoutes =
  (library: FrameworkLibrary): FastifyPluginAsyncZod =>
  async (app) => {
    app.addHook('onRequest', answerAgain)
    app.addHook('onRequest', (_, reply, done) => {
      reply.headers(guards)
      done()
    })
    for (const routes of parts) {
      await app.register(routes(library))
      // Each makes its answers now; in one go, the service would seem to hang and turn its first callers away.
      await setImmediate()
    }
  }
