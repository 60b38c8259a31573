import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../context.ts'
import { deskWorkRoutes } from '../desk-pages/routes.ts'
import { deskHomeRoutes } from './desk-page-routes.ts'

export { renewalRoutes } from './desk-page-routes.ts'
export { invitationRoutes } from './invitation-routes.ts'
export { deskSeveralRoutes } from './several/routes.ts'

/** All pages of a desk but those of agreements, and of what is done for several at once. */
export const deskPageRoutes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    app.register(deskHomeRoutes(services))
    app.register(deskWorkRoutes(services))
  }
