import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { credentialRoutes } from './credential-routes.ts'
import { meRoutes } from './me/routes.ts'

export { tokenRoute } from './token-routes.ts'

export const signInRoutes: FastifyPluginAsyncZod = async (app) => {
  app.register(credentialRoutes)
  app.register(meRoutes)
}
