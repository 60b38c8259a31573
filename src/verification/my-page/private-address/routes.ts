import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { Services } from '../../../context.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { linkRoutes, personRoutes } from '../../../platform/pages/link-pages.ts'
import { wrongIn } from '../../../platform/pages/typed-form.ts'
import { privateAddressActions } from './actions.ts'
import { confirmAddress } from './confirm-address.ts'
import { readAddresses, readAddressToConfirm } from './read-addresses.ts'
import { renderAddresses, renderConfirming } from './render-addresses.ts'
import * as wire from './schemas.ts'
import { submitAddress } from './submit-address.ts'
import { withdrawAddress } from './withdraw-address.ts'

const path = '/address'
const fieldAt = (pointer: string) => pointer.split('/')[1] || null

/** Where learners give an address of their own, on their page, and confirm it by the link that is sent there. */
export const privateAddressRoutes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    app.register(givingRoutes(services))
    app.register(confirmingRoutes(services))
  }

const givingRoutes = (services: Services) =>
  personRoutes(
    services,
    (pages) => {
      pages.shows(
        path,
        {
          ...reads('readOwnAddresses', 'public'),
          summary: 'Read at which addresses a learner is reached, on their page',
          view: wire.OwnAddresses,
        },
        {
          read: ({ ctx, link }) => readAddresses(ctx, link),
          json: (seen) => seen,
          page: (seen, visit) => renderAddresses(seen, { typed: {}, wrong: [] }, visit),
        },
      )

      pages.takes(
        path,
        {
          ...does(privateAddressActions.submitAddress),
          summary: 'Give an address of one’s own, as a learner',
          description:
            'A link goes there by mail, and never by hand, which confirms it within seven days; another address ends what waits. Five mails a day at most.',
          body: wire.NewAddress,
          view: z.object({ id: z.uuid() }).meta({ id: 'PrivateAddressGiven' }),
          status: 201,
        },
        {
          act: ({ ctx, link, body }) => submitAddress(ctx, link, body),
          json: (given) => given,
          page: (_given, { base }) => ({ seeOther: base }),
          again: async (visit, typed, refusal) =>
            renderAddresses(
              await readAddresses(visit.ctx, visit.link),
              { typed, wrong: wrongIn(refusal, typed, visit.language, fieldAt) },
              visit,
            ),
        },
      )

      pages.takes(
        `${path}/withdrawal`,
        {
          ...does(privateAddressActions.withdrawAddress),
          summary: 'Take back an address of one’s own, as a learner',
          description:
            'The one that was confirmed, or the one that waits for it. Links and mails go to what is left from then on.',
          body: wire.WithdrawnAddress,
          view: wire.WithdrawnAddress,
        },
        {
          act: ({ ctx, link, body }) => withdrawAddress(ctx, link, body),
          json: (done) => done,
          page: (_done, { back }) => ({ seeOther: `${back}${path}` }),
        },
      )
    },
    ['learner'],
  )

const confirmingRoutes = (services: Services) =>
  linkRoutes(services, 'confirm-address', (pages) => {
    pages.shows(
      '/confirm/:secret',
      {
        ...reads('readAddressToConfirm', 'public'),
        summary: 'Read which address a link confirms',
        view: wire.AddressToConfirm,
      },
      {
        read: ({ ctx, link }) => readAddressToConfirm(ctx, link),
        json: (seen) => seen,
        page: (seen, visit) => renderConfirming(seen, visit),
      },
    )

    pages.takes(
      '/confirm/:secret',
      {
        ...does(privateAddressActions.confirmAddress),
        summary: 'Confirm that an address is one’s own',
        view: z.object({ confirmed: z.literal(true) }).meta({ id: 'AddressConfirmed' }),
      },
      {
        act: ({ ctx, link }) => confirmAddress(ctx, link),
        json: (done) => done,
        page: (_done, visit) => renderConfirming({ email: null, confirmed: true }, visit),
      },
    )
  })
