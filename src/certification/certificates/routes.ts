import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { correctionRoutes } from '../corrections/routes.ts'
import { passageRoutes } from '../downloads/passage-routes.ts'
import { downloadRoutes } from '../downloads/routes.ts'
import { resultRoutes } from '../results/routes.ts'
import { revocationRoutes } from '../revocation/routes.ts'
import { certificateResourceRoutes } from './certificate-routes.ts'

export { holderFormRoutes } from '../downloads/holder-routes.ts'
export { issuerRoutes } from '../issuers/routes.ts'

export const certificateRoutes: FastifyPluginAsyncZod = async (app) => {
  app.register(certificateResourceRoutes)
  app.register(downloadRoutes)
  app.register(passageRoutes)
  app.register(revocationRoutes)
  app.register(correctionRoutes)
  app.register(resultRoutes)
}
