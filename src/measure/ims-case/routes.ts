import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { Refusal } from '../../errors.ts'
import { publishes } from '../../platform/actions/route-config.ts'
import { prepare, sendAnswer } from '../catalogue/answer.ts'
import { caseRoots } from './addresses.ts'
import { answerStatus, answerUnknownAddress } from './answer-status.ts'
import { documentListRoute } from './document-list-route.ts'
import type { CaseVersion } from './published/forms.ts'
import { caseAnswers, StatusInfo } from './schemas.ts'
import { type CaseVolume, makeVolume } from './volume.ts'
import { say } from './words.ts'

const problems = { 400: StatusInfo, 404: StatusInfo, 429: StatusInfo, 503: StatusInfo }

/** What there is to read by its identifier: the name of its operation, and what it is called. */
const collections = {
  CFDocuments: ['readCfDocument', 'document'],
  CFPackages: ['readCfPackage', 'package'],
  CFItems: ['readCfItem', 'item'],
  CFAssociations: ['readCfAssociation', 'association'],
  CFItemAssociations: ['readCfItemAssociations', 'item with its associations'],
  CFAssociationGroupings: ['readCfAssociationGrouping', 'grouping of associations'],
  CFConcepts: ['readCfConcepts', 'concept with those below it'],
  CFItemTypes: ['readCfItemTypes', 'type of items with those below it'],
  CFLicenses: ['readCfLicence', 'licence'],
  CFSubjects: ['readCfSubjects', 'subject with those below it'],
  CFRubrics: ['readCfRubric', 'rubric'],
} as const

/** The frameworks in the form learning platforms read: CASE 1.0 and 1.1 (1EdTech), its reading side. */
export const caseRoutes =
  ({ frameworks, publicUrl }: Pick<Services, 'frameworks' | 'publicUrl'>): FastifyPluginAsyncZod =>
  async (app) => {
    for (const version of Object.keys(caseRoots) as CaseVersion[]) {
      // Made when first asked for: most installations never are.
      let made: CaseVolume | null = null
      const volume = () => {
        made ??= makeVolume(frameworks, version, publicUrl)
        return made
      }
      app.register(versionRoutes(version, volume, publicUrl), { prefix: caseRoots[version] })
    }
  }

const versionRoutes =
  (version: CaseVersion, volume: () => CaseVolume, publicUrl: string): FastifyPluginAsyncZod =>
  async (app) => {
    app.setErrorHandler(answerStatus)
    app.setNotFoundHandler(answerUnknownAddress)
    app.register(documentListRoute(version, volume, publicUrl, problems))
    for (const [collection, [operation, noun]] of Object.entries(collections)) {
      app.get(
        `/${collection}/:id`,
        {
          config: publishes(`${operation}${version === '1.1' ? 'OnePointOne' : ''}`),
          schema: {
            summary: `Read a CASE ${version} ${noun}`,
            tags: ['CASE'],
            params: z.object({ id: z.guid() }),
            querystring: z.strictObject({}),
            response: { 200: caseAnswers[version][collection as keyof typeof collections], ...problems },
          },
        },
        async (request, reply) => {
          const found = await volume().find(collection, request.params.id.toLowerCase())
          if (!found)
            throw new Refusal('not-found', say('no-such', { collection: collection.replace(/s$/, '') }))
          return sendAnswer(request, reply, prepare(found.body, found.language))
        },
      )
    }
  }
