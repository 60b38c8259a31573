import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { publishes } from '../../platform/actions/route-config.ts'
import { prepare, sendAnswer } from '../catalogue/answer.ts'
import { caseRoots } from './addresses.ts'
import type { CaseVersion } from './published/forms.ts'
import { documentSets, type StatusInfo } from './schemas.ts'
import { MAX_DOCUMENTS, type Selection, selectDocuments } from './select-documents.ts'
import type { CaseVolume } from './volume.ts'

const MAX_NUMBER = 2_147_483_647

const Query = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_NUMBER)
    .default(100)
    .describe(`how many at most; never more than ${MAX_DOCUMENTS}`),
  offset: z.coerce.number().int().min(0).max(MAX_NUMBER).default(0).describe('how many to pass over'),
  sort: z.string().max(100).optional().describe('the property to sort by'),
  orderBy: z.enum(['asc', 'desc']).optional().describe('`asc` when left out'),
  filter: z
    .string()
    .max(1000)
    .optional()
    .describe(
      "such as `language='lv' AND title~'digital'`: a property, one of =, !=, >, >=, <, <= and ~ (holds), a value in single quotes; AND binds closer than OR",
    ),
  fields: z.string().max(1000).optional().describe('the properties to answer with, separated by commas'),
})

/** The documents of a version of CASE, chosen and in pages. */
export const documentListRoute =
  (
    version: CaseVersion,
    volume: () => CaseVolume,
    publicUrl: string,
    problems: Record<400 | 404 | 429 | 503, typeof StatusInfo>,
  ): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/CFDocuments',
      {
        config: {
          ...publishes(version === '1.1' ? 'listCfDocumentsOnePointOne' : 'listCfDocuments'),
          tells: ['Link', 'X-Total-Count'],
        },
        schema: {
          summary: `List the CASE ${version} documents`,
          description: 'One for each framework in each language. X-Total-Count says how many there are.',
          tags: ['CASE'],
          querystring: Query,
          response: { 200: documentSets[version], ...problems },
        },
      },
      async (request, reply) => {
        const { page, total } = selectDocuments(volume().documents, version, request.query)
        reply
          .header('x-total-count', total)
          .header('link', linksOf(`${publicUrl}${caseRoots[version]}/CFDocuments`, request.query, total))
        return sendAnswer(request, reply, prepare(JSON.stringify({ CFDocuments: page }), 'mul'))
      },
    )
  }

/** Where the other pages of the same selection are. */
function linksOf(address: string, { limit: asked, offset, ...chosen }: Selection, total: number): string {
  const limit = Math.min(asked, MAX_DOCUMENTS)
  const kept = Object.entries(chosen).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const at = (start: number, rel: string) => {
    const query = new URLSearchParams([['limit', String(limit)], ['offset', String(start)], ...kept])
    return `<${address}?${query}>; rel="${rel}"`
  }
  const last = Math.max(0, Math.ceil(total / limit) - 1) * limit
  return [
    ...(offset + limit < total ? [at(offset + limit, 'next')] : []),
    at(last, 'last'),
    at(0, 'first'),
    ...(offset > 0 ? [at(Math.max(0, offset - limit), 'prev')] : []),
  ].join(', ')
}
