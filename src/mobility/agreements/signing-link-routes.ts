import type { FastifyPluginAsync } from 'fastify'
import { read, type Services } from '../../context.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import { settingsOf } from '../../parties/organisations/store.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { unsent } from '../../platform/pages/forms/acceptance.ts'
import { filledAgain } from '../../platform/pages/forms/filled-again.ts'
import { linkRoutes, type Visit } from '../../platform/pages/link-pages.ts'
import type { FilledForm } from '../../platform/pages/typed-form.ts'
import { htmlType, wholePage } from '../../platform/pages/whole-page.ts'
import { agreementActions } from './actions.ts'
import { hasSigned, versionBefore, type WhoSigns } from './agreement.ts'
import { newestOf, type VersionWithSignatures, versionNumbered } from './agreement-rows.ts'
import { readAgreement } from './read-agreement.ts'
import { renderAgreement } from './render-agreement.ts'
import * as wire from './schemas.ts'
import { signThroughLink } from './sign-agreement.ts'
import { viewedByLink } from './signed/by-link.ts'
import { readToSign } from './signed/read-to-sign.ts'
import { renderReadAgreement } from './signed/render-read-agreement.ts'
import { renderSigned } from './signed/render-signed.ts'
import { findStageOf } from './signed/store.ts'
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
        read: ({ ctx, link }) => readToSign(ctx, link),
        json: async (version, { ctx, language }) => viewedByLink(await readAgreement(ctx, version, language)),
        page: (version, visit) => toSign(visit, version, unsent),
      },
    )

    pages.gives(
      '/sign/:secret/agreement.html',
      {
        ...reads('downloadAgreementToSign', 'public'),
        summary: 'Download the learning agreement with its signatures through a signing link',
        type: 'text/html',
      },
      async ({ ctx, link, language }) => {
        const { version, versions } = await read(ctx, async (tx) => {
          const version = await store.getVersionById(tx, link.subjectId)
          return { version, versions: await store.gatherVersions(tx, version.mobilityId) }
        })
        const framework = agreedFramework(services.frameworks, version.content.framework)
        const standing = versionNumbered(versions, version.number)
        const page = renderReadAgreement(standing, framework, null, language)
        return { name: `agreement-${version.number}.html`, type: htmlType, bytes: wholePage(page) }
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
        act: ({ ctx, link, body }) => signThroughLink(ctx, link, body),
        json: async (version, { ctx, language }) => viewedByLink(await readAgreement(ctx, version, language)),
        page: ({ versions, number }, { link, base, language }) =>
          renderSigned(versionNumbered(versions, number), link, `${base}/agreement.html`, language),
        again: async (visit, typed, refusal) =>
          toSign(visit, await readToSign(visit.ctx, visit.link), filledAgain(typed, refusal, visit.language)),
      },
    )
  })

/** The agreement with the form to sign it; as it was signed, where nothing is left to be. */
async function toSign(
  { ctx, link, language, base }: Visit,
  version: store.Version,
  form: FilledForm,
): Promise<string> {
  const { versions, settings, stage } = await read(ctx, async (tx) => ({
    stage: await findStageOf(tx, version.mobilityId),
    versions: await store.gatherVersions(tx, version.mobilityId),
    settings: await settingsOf(tx, link.organisationId),
  }))
  const framework = agreedFramework(ctx.frameworks, version.content.framework)
  const standing = versionNumbered(versions, version.number)
  if (isOver(versions, standing, link))
    return renderReadAgreement(
      standing,
      framework,
      { stage, file: `${base}/agreement.html?lang=${language}` },
      language,
    )
  const earlier = versionBefore(versions, version.number)?.version
  const takesOthers = settings.otherSigner !== 'refuse'
  return renderAgreement(version, earlier, framework, { link, form, takesOthers }, language)
}

/** Whether nothing is left to be signed by whoever holds the link: they have signed it, or it is not what is signed any more. */
function isOver(versions: VersionWithSignatures[], standing: VersionWithSignatures, own: WhoSigns): boolean {
  return standing !== newestOf(versions) || hasSigned(standing, own)
}
