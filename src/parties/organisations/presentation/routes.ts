import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../../context.ts'
import { asStranger } from '../../../db/tenancy.ts'
import { notFound } from '../../../errors.ts'
import { does, publishes } from '../../../platform/actions/route-config.ts'
import { sendTagged } from '../../../platform/http/download.ts'
import { setVersion } from '../../../platform/http/versions.ts'
import { organisationActions } from '../actions.ts'
import { OrganisationView, viewOrganisation } from '../schemas.ts'
import { changeLogo } from './change-logo.ts'
import { MAX_LOGO_BYTES } from './presentation.ts'
import * as wire from './schemas.ts'
import { findLogo } from './store.ts'

export const logoRoutes: FastifyPluginAsyncZod = async (app) => {
  app.put(
    '/organisations/:id/logo',
    {
      // Each letter of the base64 may come escaped, in six bytes.
      bodyLimit: 8 * MAX_LOGO_BYTES + 64 * 1024,
      config: { ...does(organisationActions.changeLogo), tells: ['ETag'] },
      schema: {
        summary: 'Show another logo of your own organisation',
        description:
          'A PNG of at most 2000 by 2000 pixels, or an SVG of nothing but shapes, groups, gradients and clips: no text, style sheets, pictures, links or scripts. What editors note beside the drawing is left out; anything else is refused, with the reason. It is shown at the address that `logo` names.',
        tags: ['Registries'],
        params: z.object({ id: z.uuid() }),
        body: wire.NewLogo,
        response: { 200: OrganisationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      const row = await changeLogo(ctx, params.id, Buffer.from(body.image, 'base64'))
      setVersion(reply, row.version)
      return viewOrganisation(row)
    },
  )
}

/** A drawing does nothing by itself, and nothing is fetched for it, wherever it is opened. */
const logoPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** The logos of organisations, for whoever looks at a certificate. */
export const publishedLogoRoutes =
  (services: Pick<Services, 'db'>): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/organisations/:id/logos/:sha256',
      {
        config: { ...publishes('readLogo'), guarded: true, rateLimit: { max: 600, timeWindow: '1 minute' } },
        schema: {
          summary: 'Read a logo that an organisation shows, or has shown',
          tags: ['Issuer'],
          params: z.object({ id: z.uuid(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
          produces: ['image/png', 'image/svg+xml'],
          response: { 200: z.any().describe('the picture') },
        },
      },
      async (request, reply) => {
        const { id, sha256 } = request.params
        const logo = await asStranger(services.db, (tx) => findLogo(tx, id, sha256))
        if (!logo) throw notFound('logo')
        reply.headers({
          'cache-control': 'public, max-age=31536000, immutable',
          'content-security-policy': logoPolicy,
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'cross-origin',
          'access-control-allow-origin': '*',
        })
        return sendTagged(request, reply, { type: logo.mediaType, bytes: logo.bytes, etag: `"${sha256}"` })
      },
    )
  }
