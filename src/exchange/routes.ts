import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../context.ts'
import { batchRoutes } from './batches/routes.ts'
import { eventRoutes } from './events/routes.ts'
import { importRoutes, importTemplateRoutes } from './imports/routes.ts'
import { messageRoutes } from './mail/routes.ts'
import { orderRoutes } from './orders/routes.ts'
import { webhookRoutes } from './webhooks/routes.ts'

/** What goes out, messages, events, and webhooks that are told of them, what comes in many at once, and what is ordered. */
export const exchangeRoutes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    app.register(messageRoutes)
    app.register(eventRoutes(services))
    app.register(webhookRoutes)
    app.register(batchRoutes)
    app.register(orderRoutes)
    app.register(importRoutes)
  }

/** What is the same for everyone: tables to be filled. */
export const tableTemplateRoutes: FastifyPluginAsync = async (app) => {
  app.register(importTemplateRoutes)
}
