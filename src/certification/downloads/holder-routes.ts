import type { FastifyPluginAsync } from 'fastify'
import type { Services } from '../../context.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { linkRoutes } from '../../platform/pages/link-pages.ts'
import { handOutForm } from './hand-out-form.ts'
import { HolderFormParams } from './holder-form.ts'

/** What the learner's page of a certificate leads to: each of its forms. */
export const holderFormRoutes = (services: Services): FastifyPluginAsync =>
  linkRoutes(services, 'share-certificate', (pages) => {
    pages.gives(
      '/holder/:secret/forms/:form',
      {
        ...reads('downloadHolderForm', 'public'),
        summary: 'Download another form of the certificate as its learner, through a link',
        description:
          'The one-page PDF, the Open Badge as JSON or baked into a picture, the credential as JWT, or the European Digital Credential. What says when the learner was born waits for `POST /holder/{secret}/birth-date`: until then 409, and a browser is sent to the page that asks.',
        params: HolderFormParams,
        type: '*/*',
        asksFirst: true,
      },
      (visit) => handOutForm(visit.ctx, visit, visit.params.form),
    )
  })
