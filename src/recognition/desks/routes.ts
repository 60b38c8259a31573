import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../context.ts'
import { deskWorkRoutes } from '../desk-pages/routes.ts'
import { deskHomeRoutes, renewalRoutes } from './desk-page-routes.ts'
import { deskSeveralRoutes } from './several/routes.ts'

export { invitationRoutes } from './invitation-routes.ts'

/** All pages of a desk but those of agreements. */
export const deskPageRoutes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    app.register(deskHomeRoutes(services))
    app.register(deskWorkRoutes(services))
    app.register(deskSeveralRoutes(services))
    app.register(renewalRoutes(services))
  }
