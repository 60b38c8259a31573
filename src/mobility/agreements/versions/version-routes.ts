import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Tx } from '../../../db/client.ts'
import { Refusal } from '../../../errors.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { chooseSpoken } from '../../../platform/http/language.ts'
import { type Keyset, PageQuery, pageOf, readKeyset, toPage } from '../../../platform/http/pages.ts'
import { LARGE_BODY } from '../../../platform/json/take-json.ts'
import { agreementActions } from '../actions.ts'
import { versionBefore } from '../agreement.ts'
import { newestOf, type VersionWithSignatures, versionNumbered } from '../agreement-rows.ts'
import { returnVersion } from '../at-desk/return-version.ts'
import { differences } from '../differences.ts'
import { draftAgreement } from '../draft-agreement.ts'
import { NewVersionFromTemplate } from '../from-template/schemas.ts'
import { readAgreement, readVersions } from '../read-agreement.ts'
import * as wire from '../schemas.ts'
import { loadAgreement } from '../store.ts'
import { say } from '../words.ts'
import { reinstateVersion, withdrawVersion } from './withdraw-version.ts'

const params = z.object({ id: z.uuid() })

export const versionRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/mobilities/:id/agreement/versions',
    {
      bodyLimit: LARGE_BODY,
      config: does(agreementActions.draftAgreement),
      schema: {
        summary: 'Write a version of the learning agreement',
        description:
          'Complete at once or refused with every gap: as you say it, or as a template of yours has it, with what is agreed otherwise for this learner. A signed version never changes: a change is a new version.',
        tags: ['Agreements'],
        params,
        body: z.union([wire.NewAgreementVersion, NewVersionFromTemplate]),
        response: { 201: wire.AgreementView },
      },
    },
    async (request, reply) => {
      const version = await draftAgreement(request.ctx, request.params.id, request.body)
      reply
        .code(201)
        .header('location', `/v1/mobilities/${request.params.id}/agreement/versions/${version.number}`)
      return readAgreement(request.ctx, version, chooseSpoken(request))
    },
  )

  app.get(
    '/mobilities/:id/agreement',
    {
      config: reads('readAgreement', { scope: 'read' }),
      schema: {
        summary: 'Read the newest version of the learning agreement',
        tags: ['Agreements'],
        params,
        querystring: z.strictObject(wire.SentenceLanguage),
        response: { 200: wire.AgreementView },
      },
    },
    async (request) => {
      const { ctx, params } = request
      const versions = await readVersions(ctx, params.id)
      return wire.viewAgreement(versions, newestOf(versions).version.number, chooseSpoken(request))
    },
  )

  app.get(
    '/mobilities/:id/agreement/versions',
    {
      config: reads('listAgreementVersions', { scope: 'read' }),
      schema: {
        summary: 'List the versions of the learning agreement',
        tags: ['Agreements'],
        params,
        querystring: z.strictObject({ ...PageQuery, ...wire.SentenceLanguage }),
        response: { 200: pageOf(wire.AgreementView, 'AgreementPage') },
      },
    },
    async (request) => {
      const { ctx, params, query } = request
      const language = chooseSpoken(request)
      const keyset = readKeyset(query)
      const versions = await readVersions(ctx, params.id, versionsOf)
      return toPage(versionsFrom(versions, keyset), keyset, ({ number }) =>
        wire.viewAgreement(versions, number, language),
      )
    },
  )

  app.get(
    '/mobilities/:id/agreement/versions/:number',
    {
      config: reads('readAgreementVersion', { scope: 'read' }),
      schema: {
        summary: 'Read one version of the learning agreement',
        tags: ['Agreements'],
        params: wire.VersionParams,
        querystring: z.strictObject(wire.SentenceLanguage),
        response: { 200: wire.AgreementView },
      },
    },
    async (request) => {
      const { ctx, params } = request
      const versions = await readVersions(ctx, params.id)
      return wire.viewAgreement(versions, params.number, chooseSpoken(request))
    },
  )

  app.get(
    '/mobilities/:id/agreement/versions/:number/differences',
    {
      // There is no earlier one to compare with.
      config: { ...reads('compareAgreementVersions', { scope: 'read' }), also: [422] },
      schema: {
        summary: 'Compare a version of the learning agreement with an earlier one',
        tags: ['Agreements'],
        params: wire.VersionParams,
        querystring: wire.DifferencesQuery,
        response: { 200: wire.DifferencesView },
      },
    },
    async ({ ctx, params, query }) => {
      const versions = await readVersions(ctx, params.id)
      const to = versionNumbered(versions, params.number)
      const from = earlierOf(versions, params.number, query.from)
      return {
        from: from?.version.number ?? null,
        to: params.number,
        items: from ? differences(from.version.content, to.version.content) : [],
      }
    },
  )

  app.post(
    '/mobilities/:id/agreement/versions/:number/withdrawal',
    {
      config: does(agreementActions.withdrawAgreement),
      schema: {
        summary: 'Take back a version that not everyone has signed',
        description: 'The version before it is then the newest again.',
        tags: ['Agreements'],
        params: wire.VersionParams,
        querystring: z.strictObject(wire.SentenceLanguage),
        body: wire.NewWithdrawal,
        response: { 200: wire.AgreementView },
      },
    },
    async (request) => {
      const { ctx, params, body } = request
      const version = await withdrawVersion(ctx, params.id, params.number, body.reason)
      return readAgreement(ctx, version, chooseSpoken(request))
    },
  )

  app.post(
    '/mobilities/:id/agreement/versions/:number/reinstatement',
    {
      config: does(agreementActions.reinstateAgreement),
      schema: {
        summary: 'Take the withdrawal of a version back, within the day it was made',
        description: 'Who signed it before has signed it. Links are made anew. A version comes back once.',
        tags: ['Agreements'],
        params: wire.VersionParams,
        querystring: z.strictObject(wire.SentenceLanguage),
        response: { 200: wire.AgreementView },
      },
    },
    async (request) => {
      const { ctx, params } = request
      const version = await reinstateVersion(ctx, params.id, params.number)
      return readAgreement(ctx, version, chooseSpoken(request))
    },
  )

  app.post(
    '/mobilities/:id/agreement/versions/:number/objection',
    {
      config: does(agreementActions.returnAgreement),
      schema: {
        summary: 'Return the newest version with a comment instead of signing it',
        description: 'By the host. Nobody signs it any more; the next version answers.',
        tags: ['Agreements'],
        params: wire.VersionParams,
        querystring: z.strictObject(wire.SentenceLanguage),
        body: wire.NewObjection,
        response: { 200: wire.AgreementView },
      },
    },
    async (request) => {
      const { ctx, params, body } = request
      const version = await returnVersion(ctx, params.id, params.number, body.comment)
      return readAgreement(ctx, version, chooseSpoken(request))
    },
  )
}

/** The versions of a mobility that has to be there. */
const versionsOf = async (tx: Tx, mobilityId: string) => (await loadAgreement(tx, mobilityId)).versions

/** The versions that a page begins with, and one more than it shows. */
const versionsFrom = (versions: VersionWithSignatures[], { after, limit }: Keyset) =>
  versions
    .map(({ version }) => version)
    .filter(({ id }) => !after || id > after.id)
    .slice(0, limit + 1)

/** The version to compare with: the one asked for, which has to be earlier, or the one that it is usually compared with. */
function earlierOf(
  versions: VersionWithSignatures[],
  number: number,
  asked: number | undefined,
): VersionWithSignatures | undefined {
  if (asked === undefined) return versionBefore(versions, number)
  const from = versions.find(({ version }) => version.number === asked)
  if (from && asked < number) return from
  throw new Refusal('incomplete', say('no-earlier-version'), [
    { in: 'query', pointer: '/from', detail: say('not-earlier') },
  ])
}
