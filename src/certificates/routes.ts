import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { certificateResourceRoutes } from './certificate-routes.ts'
import { downloadRoutes } from './download-routes.ts'
import { revocationRoutes } from './revocation-routes.ts'

export { issuerRoutes } from './issuer-routes.ts'

export const certificateRoutes: FastifyPluginAsyncZod = async (app) => {
  app.register(certificateResourceRoutes)
  app.register(downloadRoutes)
  app.register(revocationRoutes)
}
