import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { QueuedLinkView } from '../../exchange/outbox/schemas.ts'
import { holderIn } from '../../parties/people/schemas.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { linkRoutes } from '../../platform/pages/link-pages.ts'
import { dayOf } from '../../platform/time-zone.ts'
import { myPageActions } from './actions.ts'
import { askingRoutes } from './asking-routes.ts'
import { makePageLink } from './make-page-link.ts'
import { privateAddressRoutes } from './private-address/routes.ts'
import { readMyPage } from './read-my-page.ts'
import { renderMyPage } from './render-my-page.ts'
import * as wire from './schemas.ts'
import { withdrawalRoutes } from './withdrawal-routes.ts'

export const pageLinkRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/people/:id/page-links',
    {
      config: { ...does(myPageActions.makePageLink), secretAnswer: true },
      schema: {
        summary: 'Make a link to the page of a learner, or of their guardian',
        description:
          'One page for the whole way, in Latvian or English: where each mobility stands, what is next, what was signed, results and certificates. What links of their own are for is done there too. It works for 90 days, until a newer one is made, and a guardian’s until the learner is 18.',
        tags: ['Registries'],
        params: z.object({ id: z.uuid() }),
        body: wire.NewPageLink,
        response: { 201: wire.PageLinkView, 202: QueuedLinkView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const link = await makePageLink(ctx, params.id, holderIn(body), body.deliver)
      reply.code('url' in link ? 201 : 202)
      return link
    },
  )
}

/** The page of a learner, and where its link is asked for; what it opens, the pages of links of their own serve below it. */
export const myPageRoutes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    app.register(askingRoutes(services))
    app.register(withdrawalRoutes(services))
    app.register(privateAddressRoutes(services))
    app.register(learnerPageRoutes(services))
  }

const learnerPageRoutes = (services: Services): FastifyPluginAsync =>
  linkRoutes(services, 'me', (pages) => {
    pages.shows(
      '/me/:secret',
      {
        ...reads('readLearnerPage', 'public'),
        summary: 'Read the page of a learner through a link',
        view: wire.MyPageView,
      },
      {
        read: ({ ctx, link, base, language }) => readMyPage(ctx, { link, base, language }),
        json: (page) => page,
        page: (page, { ctx, link, language }) =>
          renderMyPage(page, { ...link, today: dayOf(ctx.now(), link.zone) }, language),
      },
    )
  })
