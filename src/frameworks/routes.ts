import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { guards } from './answer.ts'
import type { FrameworkLibrary } from './framework.ts'
import { catalogueRoutes } from './serve-catalogue.ts'
import { listRoutes } from './serve-lists.ts'
import { searchRoutes } from './serve-search.ts'
import { suggestionRoutes } from './serve-suggestions.ts'
import { wheelRoutes } from './serve-wheel.ts'

/** The measure, open to all. */
export const frameworkRoutes =
  (library: FrameworkLibrary): FastifyPluginAsyncZod =>
  async (app) => {
    app.addHook('onRequest', async (_, reply) => void reply.headers(guards))
    await app.register(catalogueRoutes(library))
    await app.register(listRoutes(library))
    await app.register(searchRoutes(library))
    await app.register(suggestionRoutes(library))
    await app.register(wheelRoutes(library))
  }
