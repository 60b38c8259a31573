import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { thanksPage } from '../../platform/pages/link-page.ts'
import { deskRenewalRoutes, deskRoutes, FormName } from '../../platform/pages/link-pages.ts'
import { deskActions } from './actions.ts'
import { confirmDeskActs } from './confirm-desk-acts.ts'
import { readDesk } from './read-desk.ts'
import { renderDesk } from './render-desk.ts'
import { renewDesk } from './renew-desk.ts'
import { DeskHomeView, viewHome } from './schemas.ts'
import { say } from './words.ts'

export const renewalRoutes = (services: Services): FastifyPluginAsync =>
  deskRenewalRoutes(services, (pages) =>
    pages.takes(
      '/desk/:secret/renewal',
      {
        ...does(deskActions.renewDesk),
        summary: 'Ask for a new link to a desk; it goes to the address on file alone',
        body: z.strictObject({}).meta({ id: 'DeskRenewal', examples: [{}] }),
        view: z.object({ sent: z.literal(true) }).meta({ id: 'DeskRenewalAsked' }),
      },
      {
        act: ({ ctx, desk }) => renewDesk(ctx, desk),
        json: () => ({ sent: true as const }),
        page: (_done, { language }) =>
          thanksPage(language, say('renewed-title')(language), say('renewed')(language)),
      },
    ),
  )

export const deskHomeRoutes = (services: Services): FastifyPluginAsync =>
  deskRoutes(services, (pages) => {
    pages.shows(
      '/desk/:secret',
      {
        ...reads('readDesk', 'public'),
        summary: 'Read what waits at a desk',
        description: 'Across cases and sending organisations, what is due first. A page, or JSON.',
        view: DeskHomeView,
      },
      {
        read: ({ ctx, language }) => readDesk(ctx, language),
        json: viewHome,
        page: (home, { desk, secret, language }) => renderDesk(home, desk, secret, language),
      },
    )

    pages.takes(
      '/desk/:secret/confirmation',
      {
        ...does(deskActions.confirmDeskActs),
        summary: 'Say that what was done at a desk that was handed over was done by you',
        body: z.strictObject(FormName).meta({ id: 'DeskConfirmation', examples: [{}] }),
        view: z.object({ confirmed: z.int() }).meta({ id: 'DeskConfirmed' }),
      },
      {
        act: ({ ctx, desk }) => confirmDeskActs(ctx, desk),
        json: (confirmed) => ({ confirmed }),
        page: (_confirmed, { secret }) => ({ seeOther: `/desk/${secret}` }),
      },
    )
  })
