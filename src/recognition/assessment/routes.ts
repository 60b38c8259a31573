import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { assignmentRoutes } from './assignments/routes.ts'
import { authorisationRoutes } from './authorisations/routes.ts'
import { handOverRoutes } from './handing-over/routes.ts'
import { marksRoutes } from './marks-routes.ts'
import { raterAgreementRoutes } from './rater-agreement/routes.ts'
import { secondMarkingRoutes } from './second-marking/routes.ts'

export const assessmentRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(marksRoutes)
  await app.register(authorisationRoutes)
  await app.register(assignmentRoutes)
  await app.register(handOverRoutes)
  await app.register(secondMarkingRoutes)
  await app.register(raterAgreementRoutes)
}
