import type { FastifyPluginAsync } from 'fastify'
import { read, type Services } from '../../context.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { linkRoutes } from '../../platform/pages/link-pages.ts'
import { agreementActions } from './actions.ts'
import { versionBefore } from './agreement.ts'
import { readAgreement } from './read-agreement.ts'
import { renderAgreement, renderSigned } from './render-agreement.ts'
import * as wire from './schemas.ts'
import { signThroughLink } from './sign-agreement.ts'
import * as store from './store.ts'

export const signingRoutes = (services: Services): FastifyPluginAsync =>
  linkRoutes(services, 'sign-agreement', (pages) => {
    pages.shows(
      '/sign/:secret',
      {
        ...reads('readAgreementToSign', 'public'),
        summary: 'Read the learning agreement through a signing link',
        description: 'A page, or JSON for a client that asks for `application/json`.',
        view: wire.AgreementView,
      },
      {
        read: ({ ctx, link }) => read(ctx, (tx) => store.getVersionById(tx, link.subjectId)),
        json: (version, { ctx, language }) => readAgreement(ctx, version, language),
        async page(version, { ctx, link, language }) {
          const versions = await read(ctx, (tx) => store.gatherVersions(tx, version.mobilityId))
          const earlier = versionBefore(versions, version.number)?.version
          const framework = agreedFramework(services.frameworks, version.content.framework)
          return renderAgreement(version, earlier, framework, link, language)
        },
      },
    )

    pages.takes(
      '/sign/:secret',
      {
        ...does(agreementActions.signThroughLink),
        summary: 'Sign the learning agreement through a signing link',
        body: wire.SigningForm,
        view: wire.AgreementView,
      },
      {
        act: ({ ctx, link, body }) => signThroughLink(ctx, link, body.name, body.hash),
        json: (version, { ctx, language }) => readAgreement(ctx, version, language),
        page: (_version, { language }) => renderSigned(language),
      },
    )
  })
