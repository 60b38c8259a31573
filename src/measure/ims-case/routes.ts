import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { publishes } from '../../platform/actions/route-config.ts'
import { prepare, sendAnswer } from '../catalogue/answer.ts'
import { answerStatus, answerUnknownAddress } from './answer-status.ts'
import { type CaseLibrary, makeCaseLibrary } from './library.ts'
import {
  CFAssociation,
  CFAssociationSet,
  CFDocument,
  CFDocumentSet,
  CFItem,
  CFPackage,
  StatusInfo,
} from './schemas.ts'

const tags = ['CASE']
const problems = { 400: StatusInfo, 404: StatusInfo, 429: StatusInfo, 503: StatusInfo }

const objects = [
  ['CFDocuments', 'readCfDocument', 'Read a CASE document', CFDocument],
  ['CFPackages', 'readCfPackage', 'Read a CASE package', CFPackage],
  ['CFItems', 'readCfItem', 'Read a CASE item', CFItem],
  ['CFAssociations', 'readCfAssociation', 'Read a CASE association', CFAssociation],
  [
    'CFItemAssociations',
    'readCfItemAssociations',
    'Read a CASE item with its associations',
    CFAssociationSet,
  ],
] as const

/** The frameworks in the form learning platforms read: CASE 1.0 (1EdTech), its reading side. */
export const caseRoutes =
  ({ frameworks, publicUrl }: Pick<Services, 'frameworks' | 'publicUrl'>): FastifyPluginAsyncZod =>
  async (app) => {
    app.setErrorHandler(answerStatus)
    app.setNotFoundHandler(answerUnknownAddress)
    // Made when first asked for: most installations never are.
    let made: Promise<CaseLibrary> | null = null
    const library = () => {
      made ??= makeCaseLibrary(frameworks, publicUrl)
      return made
    }

    app.get(
      '/CFDocuments',
      {
        config: publishes('listCfDocuments'),
        schema: {
          summary: 'List the CASE documents',
          description: 'One for each framework in each language. X-Total-Count says how many there are.',
          tags,
          querystring: z.strictObject({
            limit: z.coerce.number().int().min(1).max(500).default(100).describe('how many at most'),
            offset: z.coerce
              .number()
              .int()
              .min(0)
              .max(1_000_000)
              .default(0)
              .describe('how many to pass over'),
          }),
          response: { 200: CFDocumentSet, ...problems },
        },
      },
      async (request, reply) => {
        const { limit, offset } = request.query
        const { documents } = await library()
        const CFDocuments = documents.slice(offset, offset + limit)
        const address = `${publicUrl}${request.url.split('?')[0]}`
        const at = (start: number, rel: string) => `<${address}?limit=${limit}&offset=${start}>; rel="${rel}"`
        const last = Math.max(0, Math.ceil(documents.length / limit) - 1) * limit
        const links = [
          ...(offset + limit < documents.length ? [at(offset + limit, 'next')] : []),
          at(last, 'last'),
          at(0, 'first'),
          ...(offset > 0 ? [at(Math.max(0, offset - limit), 'prev')] : []),
        ]
        reply.header('x-total-count', documents.length).header('link', links.join(', '))
        return sendAnswer(request, reply, prepare(JSON.stringify({ CFDocuments }), 'mul'))
      },
    )

    for (const [collection, operation, summary, view] of objects) {
      app.get(
        `/${collection}/:id`,
        {
          config: publishes(operation),
          schema: {
            summary,
            tags,
            params: z.object({ id: z.uuid() }),
            querystring: z.strictObject({}),
            response: { 200: view, ...problems },
          },
        },
        async (request, reply) => {
          const found = (await library())[collection].get(request.params.id.toLowerCase())
          if (!found)
            throw new Refusal('not-found', () => `There is no such ${collection.replace(/s$/, '')}.`)
          return sendAnswer(request, reply, prepare(JSON.stringify(found), languageOf(found)))
        },
      )
    }
  }

/** The language of a document, an item, or of the one that belongs to what was asked for; an association has none. */
function languageOf(found: object): string {
  const { language, CFItem: item, CFDocument: document } = found as Record<string, { language: string }>
  return typeof language === 'string' ? language : (item?.language ?? document?.language ?? 'mul')
}
