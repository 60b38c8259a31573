import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { notFound, Refusal } from '../../errors.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { chooseSpoken } from '../../platform/http/language.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { getMobility } from '../mobilities/store.ts'
import { agreementActions } from './actions.ts'
import { versionBefore } from './agreement.ts'
import { differences } from './differences.ts'
import { draftAgreement } from './draft-agreement.ts'
import { readAgreement } from './read-agreement.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'
import { withdrawVersion } from './withdraw-version.ts'

const params = z.object({ id: z.uuid() })

export const versionRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/mobilities/:id/agreement/versions',
    {
      config: does(agreementActions.draftAgreement),
      schema: {
        summary: 'Write a version of the learning agreement',
        description:
          'Complete at once or refused with every gap. A signed version never changes: a change is a new version.',
        tags: ['Agreements'],
        params,
        body: wire.NewAgreementVersion,
        response: { 201: wire.AgreementView },
      },
    },
    async (request, reply) => {
      const version = await draftAgreement(request.ctx, request.params.id, request.body)
      reply.code(201)
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
        querystring: z.strictObject(wire.LanguageQuery),
        response: { 200: wire.AgreementView },
      },
    },
    async (request) => {
      const { ctx, params } = request
      const version = await read(ctx, (tx) => store.getVersion(tx, params.id))
      return readAgreement(ctx, version, chooseSpoken(request))
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
        querystring: z.strictObject({ ...PageQuery, ...wire.LanguageQuery }),
        response: { 200: pageOf(wire.AgreementView, 'AgreementPage') },
      },
    },
    async (request) => {
      const { ctx, params, query } = request
      const language = chooseSpoken(request)
      const keyset = readKeyset(query)
      return read(ctx, async (tx) => {
        await getMobility(tx, params.id)
        const rows = await store.listVersions(tx, params.id, keyset)
        const versions = await store.gatherVersions(tx, params.id)
        return toPage(rows, keyset, (row) => wire.viewAgreement(versions, row.number, language))
      })
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
        querystring: z.strictObject(wire.LanguageQuery),
        response: { 200: wire.AgreementView },
      },
    },
    async (request) => {
      const { ctx, params } = request
      const version = await read(ctx, (tx) => store.getVersion(tx, params.id, params.number))
      return readAgreement(ctx, version, chooseSpoken(request))
    },
  )

  app.get(
    '/mobilities/:id/agreement/versions/:number/differences',
    {
      config: reads('compareAgreementVersions', { scope: 'read' }),
      schema: {
        summary: 'Compare a version of the learning agreement with an earlier one',
        tags: ['Agreements'],
        params: wire.VersionParams,
        querystring: wire.DifferencesQuery,
        response: { 200: wire.DifferencesView },
      },
    },
    async ({ ctx, params, query }) => {
      const versions = await read(ctx, (tx) => store.gatherVersions(tx, params.id))
      const to = versions.find((one) => one.version.number === params.number)
      if (!to) throw notFound('agreement-version')
      const from =
        query.from === undefined
          ? versionBefore(versions, params.number)
          : versions.find((one) => one.version.number === query.from)
      if (query.from !== undefined && (!from || query.from >= params.number)) {
        throw new Refusal('incomplete', 'There is no such earlier version.', [
          { in: 'query', pointer: '/from', detail: 'is no earlier version of this agreement' },
        ])
      }
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
        querystring: z.strictObject(wire.LanguageQuery),
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
}
