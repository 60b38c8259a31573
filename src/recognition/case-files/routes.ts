import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import { does } from '../../platform/actions/route-config.ts'
import { sendDownload } from '../../platform/http/download.ts'
import { chooseSpoken, LanguageQuery } from '../../platform/http/language.ts'
import type { Language } from '../../platform/words/language.ts'
import { caseFileActions } from './actions.ts'
import { describeCase } from './case-file.ts'
import { packCase } from './pack-case.ts'
import { previewEvidence } from './previews/preview-evidence.ts'
import { type CaseRecord, readCase } from './read-case.ts'

const params = z.object({ id: z.uuid() })
const querystring = z.strictObject(LanguageQuery)
const description =
  'Agreement with its amendments, withdrawals and signatures, information acknowledged, accommodations, outcomes, evidence, declarations, assignments with conflict declarations, marks of every round, second markings, decisions, certificates and requests to revoke or correct them, acts of recognition, appeals, moves and audit lines, in order, with hashes. An auditor is told of accommodations only that there are any. Each reading is written down.'

async function overviewOf(ctx: Context, record: CaseRecord, language: Language) {
  const followed = record.agreements.find(
    ({ version }) => version.id === record.recognition.agreementVersionId,
  )
  const framework = followed && agreedFramework(ctx.frameworks, followed.version.content.framework)
  const previews = await previewEvidence(ctx, record)
  return ctx.drawCaseFile(describeCase({ record, framework, previews }, language))
}

export const caseFileRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/recognitions/:id/file.pdf',
    {
      config: does(caseFileActions.readCaseFile),
      schema: {
        summary: 'Download the case file as one PDF',
        description,
        tags: ['Case files'],
        params,
        querystring,
        produces: ['application/pdf'],
        response: { 200: z.any().describe('the case file') },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request
      const language = chooseSpoken(request)
      const record = await readCase(ctx, params.id, 'pdf')
      const bytes = await overviewOf(ctx, record, language)
      return sendDownload(request, reply, { name: `case-${params.id}.pdf`, type: 'application/pdf', bytes })
    },
  )

  app.get(
    '/recognitions/:id/file.zip',
    {
      config: does(caseFileActions.packCaseFile),
      schema: {
        summary: 'Download the case file with every document as a ZIP archive',
        description: `${description} The archive ends with SHA256SUMS.`,
        tags: ['Case files'],
        params,
        querystring,
        produces: ['application/zip'],
        response: { 200: z.any().describe('the archive') },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request
      const language = chooseSpoken(request)
      const record = await readCase(ctx, params.id, 'zip')
      const overview = await overviewOf(ctx, record, language)
      const stream = packCase(ctx, record, overview)
      return sendDownload(request, reply, { name: `case-${params.id}.zip`, type: 'application/zip', stream })
    },
  )
}
