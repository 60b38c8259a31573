import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { does } from '../../platform/actions/route-config.ts'
import { sendDownload } from '../../platform/http/download.ts'
import { chooseSpoken, LanguageQuery } from '../../platform/http/language.ts'
import { dayTime, listSections } from '../../recognition/case-files/item.ts'
import { subjectAccessActions } from './actions.ts'
import { describeData } from './describe-data.ts'
import { readData } from './read-data.ts'
import { PersonDataView, viewPersonData } from './schemas.ts'
import { say } from './words.ts'

const params = z.object({ id: z.uuid() })
const querystring = z.strictObject(LanguageQuery)
const description =
  'What the person asks for under Article 15 GDPR: every class of the matrix of erasure with all that is held in it, answers, marks and comments too, on what ground; and who read the file, without names of employees. Each reading is written down.'

export const subjectAccessRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/people/:id/data',
    {
      config: does(subjectAccessActions.readPersonData),
      schema: {
        summary: 'Read everything that is held about a person',
        description,
        tags: ['Registries'],
        params,
        querystring,
        response: { 200: PersonDataView },
      },
    },
    async (request, reply) => {
      const language = chooseSpoken(request)
      reply.header('content-language', language)
      return viewPersonData(await readData(request.ctx, request.params.id, 'json'), language)
    },
  )

  app.get(
    '/people/:id/data.pdf',
    {
      config: does(subjectAccessActions.printPersonData),
      schema: {
        summary: 'Print everything that is held about a person',
        description,
        tags: ['Registries'],
        params,
        querystring,
        produces: ['application/pdf'],
        response: { 200: z.any().describe('the paper') },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request
      const language = chooseSpoken(request)
      const data = await readData(ctx, params.id, 'pdf')
      const title = say('title')(language)
      const about = say('made', { id: params.id, moment: dayTime(data.at) })(language)
      const bytes = await ctx.drawCaseFile({
        title,
        foot: params.id,
        parts: listSections(title, about, describeData(data, language)),
        language,
        id: params.id,
        sending: data.controller.name,
        at: data.at,
      })
      return sendDownload(request, reply, { name: `data-${params.id}.pdf`, type: 'application/pdf', bytes })
    },
  )
}
