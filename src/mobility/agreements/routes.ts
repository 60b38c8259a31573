import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Services } from '../../context.ts'
import { templateRoutes } from '../agreement-templates/routes.ts'
import { deskProgrammeRoutes, groupRoutes } from '../groups/routes.ts'
import { moduleRoutes } from '../modules/routes.ts'
import { projectRoutes } from '../projects/routes.ts'
import { rubricRoutes } from '../rubrics/routes.ts'
import { deskVersionRoutes } from './at-desk/routes.ts'
import { signatureRoutes } from './signature-routes.ts'
import { slipRoutes } from './slips/routes.ts'
import { agreementListRoutes } from './versions/list-routes.ts'
import { versionRoutes } from './versions/version-routes.ts'

export { signingRoutes } from './signing-link-routes.ts'

export const agreementRoutes: FastifyPluginAsyncZod = async (app) => {
  app.register(agreementListRoutes)
  app.register(versionRoutes)
  app.register(signatureRoutes)
  app.register(slipRoutes)
  app.register(projectRoutes)
  app.register(moduleRoutes)
  app.register(templateRoutes)
  app.register(rubricRoutes)
  app.register(groupRoutes)
}

/** What two organisations sign, at the desk of the host's coordinator. */
export const deskAgreementRoutes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    app.register(deskVersionRoutes(services))
    app.register(deskProgrammeRoutes(services))
  }
