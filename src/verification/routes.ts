import type { FastifyPluginAsync } from 'fastify'
import { batchVerificationRoutes } from './batch/routes.ts'
import { pageLinkRoutes } from './my-page/routes.ts'
import { holderLinkRoutes } from './sharing/routes.ts'

/** What needs a token: links that are made for learners, and many checks at once. */
export const verificationMemberRoutes: FastifyPluginAsync = async (app) => {
  app.register(holderLinkRoutes)
  app.register(pageLinkRoutes)
  app.register(batchVerificationRoutes)
}
