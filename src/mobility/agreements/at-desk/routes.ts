import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { type Context, read, type Services } from '../../../context.ts'
import { agreedFramework } from '../../../measure/frameworks/wordings/in-wording.ts'
import { getOrganisation } from '../../../parties/organisations/store.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { deskRoutes, FormName } from '../../../platform/pages/link-pages.ts'
import { agreementActions } from '../actions.ts'
import { versionBefore } from '../agreement.ts'
import { newestOf } from '../agreement-rows.ts'
import { readAgreement, readVersions } from '../read-agreement.ts'
import * as wire from '../schemas.ts'
import { signAgreement } from '../sign-agreement.ts'
import { viewedByLink } from '../signed/by-link.ts'
import { renderAtDesk } from './render-at-desk.ts'
import { returnVersion } from './return-version.ts'

const params = z.object({ mobility: z.uuid() })

const SigningAtDesk = wire.NewSignature.extend({
  accept: z.union([z.literal(true), z.literal('true')]).describe('the box that was ticked'),
  ...FormName,
}).meta({ id: 'SigningAtDesk' })

const ReturnAtDesk = wire.NewObjection.extend({
  number: z.coerce.number().int().min(1).max(10_000).describe('of the version that was read'),
  ...FormName,
}).meta({ id: 'ReturnAtDesk', examples: [{ number: 1, comment: 'We have no such work in September.' }] })

const readNewest = async (ctx: Context, mobilityId: string) => {
  const versions = await readVersions(ctx, mobilityId)
  return { versions, newest: newestOf(versions) }
}

/** What the host's coordinator reads, signs and returns at their desk. */
export const deskVersionRoutes = (services: Services): FastifyPluginAsync =>
  deskRoutes(services, (pages) => {
    pages.shows(
      '/desk/:secret/agreements/:mobility',
      {
        ...reads('readAgreementAtDesk', 'public'),
        summary: 'Read a learning agreement at a desk',
        params,
        view: wire.AgreementView,
      },
      {
        read: ({ ctx, params: { mobility } }) => readNewest(ctx, mobility),
        json: ({ versions, newest }, { language }) =>
          viewedByLink(wire.viewAgreement(versions, newest.version.number, language)),
        async page({ versions, newest }, { ctx, secret, language }) {
          const { version } = newest
          const framework = agreedFramework(services.frameworks, version.content.framework)
          const organisation = await read(ctx, (tx) => getOrganisation(tx, ctx.actor.organisationId))
          const earlier = versionBefore(versions, version.number)
          return renderAtDesk({ newest, earlier, framework, organisation, secret }, language)
        },
      },
    )

    pages.takes(
      '/desk/:secret/agreements/:mobility/signature',
      {
        ...does(agreementActions.signAgreement),
        access: 'public',
        operation: 'signAgreementAtDesk',
        summary: 'Sign a learning agreement at a desk',
        params,
        body: SigningAtDesk,
        view: wire.AgreementView,
      },
      {
        act: ({ ctx, params: { mobility }, body }) => signAgreement(ctx, mobility, body.hash),
        json: async (version, { ctx, language }) => viewedByLink(await readAgreement(ctx, version, language)),
        page: (_version, { secret }) => ({ seeOther: `/desk/${secret}` }),
      },
    )

    pages.takes(
      '/desk/:secret/agreements/:mobility/objection',
      {
        ...does(agreementActions.returnAgreement),
        access: 'public',
        operation: 'returnAgreementAtDesk',
        summary: 'Return a learning agreement with a comment at a desk',
        params,
        body: ReturnAtDesk,
        view: wire.AgreementView,
      },
      {
        act: ({ ctx, params: { mobility }, body }) => returnVersion(ctx, mobility, body.number, body.comment),
        json: async (version, { ctx, language }) => viewedByLink(await readAgreement(ctx, version, language)),
        page: (_version, { secret }) => ({ seeOther: `/desk/${secret}` }),
      },
    )
  })
