import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { clientRoutes } from './clients/routes.ts'
import { identityRoutes } from './identity/routes.ts'
import { directoryRoutes } from './organisation-routes.ts'
import { logoRoutes } from './presentation/routes.ts'
import { settingsRoutes } from './settings-routes.ts'

export { memberRoutes } from './member-routes.ts'
export { publishedLogoRoutes } from './presentation/routes.ts'

export const organisationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.register(directoryRoutes)
  app.register(identityRoutes)
  app.register(logoRoutes)
  app.register(settingsRoutes)
  app.register(clientRoutes)
}
