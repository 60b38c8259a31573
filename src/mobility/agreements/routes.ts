import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { rubricRoutes } from '../rubrics/routes.ts'
import { signatureRoutes } from './signature-routes.ts'
import { slipRoutes } from './slips/routes.ts'
import { versionRoutes } from './versions/version-routes.ts'

export { deskAgreementRoutes } from './at-desk/routes.ts'
export { signingRoutes } from './signing-link-routes.ts'

export const agreementRoutes: FastifyPluginAsyncZod = async (app) => {
  app.register(versionRoutes)
  app.register(signatureRoutes)
  app.register(slipRoutes)
  app.register(rubricRoutes)
}
