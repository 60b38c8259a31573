import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { declaringRoutes } from './declaration-routes.ts'
import { evidenceRoutes } from './evidence-routes.ts'

export { declarationRoutes } from './declaration-routes.ts'

export const documentationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.register(evidenceRoutes)
  app.register(declaringRoutes)
}
