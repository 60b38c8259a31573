import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Services } from '../../context.ts'
import { ownEvidenceRoutes } from '../own-evidence/routes.ts'
import { ownLevelRoutes } from '../own-level/routes.ts'
import { declarationPageRoutes, declaringRoutes } from './declaration-routes.ts'
import { evidenceRoutes } from './evidence-routes.ts'

/** What learners do by link: they say where they see themselves, bring evidence, and declare that it is theirs. */
export const declarationRoutes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    app.register(ownLevelRoutes(services))
    app.register(ownEvidenceRoutes(services))
    app.register(declarationPageRoutes(services))
  }

export const documentationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.register(evidenceRoutes)
  app.register(declaringRoutes)
}
