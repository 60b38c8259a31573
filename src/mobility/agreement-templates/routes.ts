import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { PageQuery, pageOf, readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { assertVersion, setVersion } from '../../platform/http/versions.ts'
import { LARGE_BODY } from '../../platform/json/take-json.ts'
import { templateActions } from './actions.ts'
import { changeTemplate } from './change-template.ts'
import { registerTemplate } from './register-template.ts'
import * as wire from './schemas.ts'
import { findTemplate, getTemplate, listTemplates, listTemplateVersions } from './store.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Agreement templates']
const sees = (operation: string) => reads(operation, { scope: 'read' })

/** What a sending organisation agrees again and again. */
export const templateRoutes: FastifyPluginAsyncZod = async (app) => {
  app.register(templateVersionRoutes)

  app.post(
    '/agreement-templates',
    {
      bodyLimit: LARGE_BODY,
      config: does(templateActions.registerAgreementTemplate),
      schema: {
        summary: 'Keep what you agree again and again',
        description:
          'Outcomes with criteria, methods and recognition, and how they are assessed: an agreement is drafted from it by its id, for one learner or, in a batch, for many.',
        tags,
        body: wire.NewTemplate,
        response: { 201: wire.TemplateView },
      },
    },
    async ({ ctx, body }, reply) => {
      const whole = await registerTemplate(ctx, body)
      reply.code(201).header('location', `/v1/agreement-templates/${whole.template.id}`)
      return wire.viewTemplate(whole)
    },
  )

  app.get(
    '/agreement-templates',
    {
      config: sees('listAgreementTemplates'),
      schema: {
        summary: 'List the agreement templates of your organisation',
        tags,
        querystring: z.strictObject(SyncQuery),
        response: { 200: syncPageOf(wire.TemplateView, 'AgreementTemplatePage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) => listTemplates(tx, ctx.actor.organisationId, keyset))
      return toPage(rows, keyset, wire.viewTemplate)
    },
  )

  app.get(
    '/agreement-templates/:id',
    {
      config: sees('readAgreementTemplate'),
      schema: {
        summary: 'Read an agreement template',
        tags,
        params,
        response: { 200: wire.TemplateView },
      },
    },
    async ({ ctx, params }, reply) => {
      const whole = await read(ctx, (tx) => getTemplate(tx, params.id))
      setVersion(reply, whole.template.version)
      return wire.viewTemplate(whole)
    },
  )

  app.patch(
    '/agreement-templates/:id',
    {
      bodyLimit: LARGE_BODY,
      config: does(templateActions.changeAgreementTemplate),
      schema: {
        summary: 'Change an agreement template, or archive it',
        description:
          'Other terms make its next version. A version never changes, and what was drafted from one names it.',
        tags,
        params,
        body: wire.ChangedTemplate,
        response: { 200: wire.TemplateView },
      },
    },
    async (request, reply) => {
      const check = (version: number) => assertVersion(request, version)
      const whole = await changeTemplate(request.ctx, request.params.id, check, request.body)
      setVersion(reply, whole.template.version)
      return wire.viewTemplate(whole)
    },
  )
}

const templateVersionRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/agreement-templates/:id/versions',
    {
      config: sees('listAgreementTemplateVersions'),
      schema: {
        summary: 'List the versions of an agreement template',
        tags,
        params,
        querystring: z.strictObject(PageQuery),
        response: { 200: pageOf(wire.TemplateVersionView, 'AgreementTemplateVersionPage') },
      },
    },
    async ({ ctx, params, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, async (tx) => {
        const found = await listTemplateVersions(tx, params.id, keyset)
        if (found.length === 0) await getTemplate(tx, params.id)
        return found
      })
      return toPage(rows, keyset, wire.viewTemplateVersion)
    },
  )

  app.get(
    '/agreement-templates/:id/versions/:number',
    {
      config: sees('readAgreementTemplateVersion'),
      schema: {
        summary: 'Read one version of an agreement template',
        tags,
        params: params.extend({ number: z.coerce.number().int().min(1).max(10_000) }),
        response: { 200: wire.TemplateVersionView },
      },
    },
    async ({ ctx, params: { id, number: version } }) => {
      const found = await read(ctx, (tx) => findTemplate(tx, { id, version }))
      if (!found) throw notFound('agreement-template')
      return wire.viewTemplateVersion(found.version)
    },
  )
}
