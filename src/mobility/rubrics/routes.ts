import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { CFRubric } from '../../measure/ims-case/object-schemas.ts'
import { reads } from '../../platform/actions/route-config.ts'
import { sendDownload } from '../../platform/http/download.ts'
import { chooseSpoken, LanguageQuery } from '../../platform/http/language.ts'
import { newestOf, versionNumbered } from '../agreements/agreement-rows.ts'
import { readVersions } from '../agreements/read-agreement.ts'
import { describeRubric, type Rubric } from './rubric.ts'
import { layOutRubric } from './rubric-paper.ts'
import { writeRubricSheet } from './rubric-sheet.ts'

const params = z.object({ id: z.uuid() })
const Query = z.strictObject({
  version: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('left out: the newest version that was not taken back'),
  lang: LanguageQuery.lang.describe('language of the texts; Accept-Language when left out'),
})
const described = {
  tags: ['Agreements'],
  description:
    'For whoever may read the agreement. A criterion is met, partly met or not; it weighs 0 where it is not mandatory.',
  params,
  querystring: Query,
}

/** The criteria of a learning agreement, for the systems of its parties and for their desks. */
export const rubricRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/mobilities/:id/agreement/rubric',
    {
      config: reads('readAgreementRubric', { scope: 'read' }),
      schema: {
        ...described,
        summary: 'Read the agreed criteria as a rubric of CASE',
        response: { 200: CFRubric },
      },
    },
    async (request, reply) => {
      const language = chooseSpoken(request)
      reply.header('content-language', language)
      return describeRubric(await readRubric(request.ctx, request.params.id, request.query), language)
    },
  )

  app.get(
    '/mobilities/:id/agreement/rubric.csv',
    {
      config: reads('downloadAgreementRubric', { scope: 'read' }),
      schema: {
        ...described,
        summary: 'Download the agreed criteria as a sheet',
        produces: ['text/csv'],
        response: { 200: z.any().describe('CSV, UTF-8') },
      },
    },
    async (request, reply) => {
      const { rubric, language, name } = await asked(request.ctx, request, request.params.id, request.query)
      const bytes = writeRubricSheet(rubric, language)
      return sendDownload(request, reply, { name: `${name}.csv`, type: 'text/csv; charset=utf-8', bytes })
    },
  )

  app.get(
    '/mobilities/:id/agreement/rubric.pdf',
    {
      config: reads('printAgreementRubric', { scope: 'read' }),
      schema: {
        ...described,
        summary: 'Print the agreed criteria, with a place for each mark',
        produces: ['application/pdf'],
        response: { 200: z.any().describe('the paper') },
      },
    },
    async (request, reply) => {
      const { ctx, params, query } = request
      const { rubric, language, name } = await asked(ctx, request, params.id, query)
      const bytes = await ctx.drawCaseFile(layOutRubric(rubric, language))
      return sendDownload(request, reply, { name: `${name}.pdf`, type: 'application/pdf', bytes })
    },
  )
}

type Asked = z.infer<typeof Query>

/** The version that is asked for; that it is read is kept as of the agreement itself. */
async function readRubric(ctx: Context, mobilityId: string, { version }: Asked): Promise<Rubric> {
  const versions = await readVersions(ctx, mobilityId)
  const agreed = version === undefined ? newestOf(versions) : versionNumbered(versions, version)
  const framework = ctx.frameworks.get(agreed.version.content.framework.id)
  const published = framework?.measuredInBands ? ctx.frameworks.get(framework.measuredInBands) : framework
  return { agreed, framework, published, publicUrl: ctx.publicUrl }
}

async function asked(ctx: Context, request: FastifyRequest, mobilityId: string, query: Asked) {
  const rubric = await readRubric(ctx, mobilityId, query)
  const { number } = rubric.agreed.version
  return { rubric, language: chooseSpoken(request), name: `rubric-${mobilityId}-${number}` }
}
