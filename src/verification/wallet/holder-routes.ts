import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../context.ts'
import { does } from '../../platform/actions/route-config.ts'
import { linkRoutes } from '../../platform/pages/link-pages.ts'
import { walletActions } from './actions.ts'
import { requestOffer } from './offer-credential.ts'
import { renderOffer } from './render-offer.ts'
import { OfferView } from './schemas.ts'

/** How the learner puts a certificate into a wallet, from the page that the school's link leads to. */
export const walletHolderRoutes = (services: Services): FastifyPluginAsync =>
  linkRoutes(services, 'share-certificate', (pages) => {
    pages.takes(
      '/holder/:secret/wallet-offers',
      {
        ...does(walletActions.requestOffer),
        summary: 'Offer a certificate to an EUDI wallet as its learner, through a link',
        description: 'Experimental. Whoever opens the offer first within ten minutes gets the credential.',
        view: OfferView,
        status: 201,
      },
      {
        act: ({ ctx, link }) => requestOffer(ctx, link.subjectId),
        json: (offer) => offer,
        page: (offer, visit) => renderOffer(offer, visit),
      },
    )
  })
