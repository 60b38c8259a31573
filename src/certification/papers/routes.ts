import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { inParts, sendDownload } from '../../platform/http/download.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../../platform/http/pages.ts'
import { accompanyingRoutes } from './accompanying/routes.ts'
import { paperActions } from './actions.ts'
import { attestParticipation } from './attest-participation.ts'
import { drawAgreement } from './draw-agreement.ts'
import { deskCompanionRoutes } from './groups/companions/at-desk/routes.ts'
import { groupPaperRoutes } from './groups/routes.ts'
import { issueParticipation } from './issue-participation.ts'
import { paperSignatureRoutes } from './on-paper/routes.ts'
import { checkPageRoutes } from './page-routes.ts'
import { readMobilityPaper, readPapers } from './read-papers.ts'
import * as wire from './schemas.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Papers']
/** Whoever is to mark without knowing the results reads no papers that may repeat them. */
const readers = { scope: 'read', roles: ['coordinator', 'issuer', 'admin', 'auditor', 'mentor'] } as const
const once =
  'Drawn once for the same facts: asked for again, it is the same paper with the same bytes. What has changed makes another one, and the public page of the earlier one says so.'

/** The pages of papers: where one is checked, and where a host says at a desk what one is made of. */
export const paperPageRoutes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    app.register(checkPageRoutes(services))
    app.register(deskCompanionRoutes(services))
  }

/** The papers of a mobility beside its certificate. */
export const paperRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(paperSignatureRoutes)
  await app.register(accompanyingRoutes)
  await app.register(groupPaperRoutes)

  app.post(
    '/mobilities/:id/agreement/versions/:number/papers',
    {
      config: does(paperActions.drawAgreement),
      schema: {
        summary: 'Draw a version of the learning agreement as a PDF',
        description: `With the signatures that it has by now, and room for those that are missing. ${once}`,
        tags,
        params: params.extend({ number: z.coerce.number().int().min(1).max(10_000) }),
        body: wire.NewPaper,
        response: { 201: wire.PaperView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      const paper = await drawAgreement(ctx, params.id, params.number, body.language)
      return wire.viewPaper(paper, ctx.publicUrl)
    },
  )

  app.post(
    '/mobilities/:id/participation/attestation',
    {
      config: does(paperActions.attestParticipation),
      schema: {
        summary: 'Attest from when until when a learner took part',
        description: 'By the hosting organisation. Attested again, what was said last holds.',
        tags,
        params,
        body: wire.NewAttestationOfParticipation,
        response: { 201: wire.AttestationOfParticipationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      const { startsOn, endsOn, memberId, at } = await attestParticipation(ctx, params.id, body)
      return { startsOn, endsOn, memberId, at: at.toISOString() }
    },
  )

  app.post(
    '/mobilities/:id/participation/papers',
    {
      config: does(paperActions.issueParticipation),
      schema: {
        summary: 'Certify that a learner took part',
        description: `Once the mobility is over and its host has attested it. Levels stand there only as the certificate in force has them. ${once}`,
        tags,
        params,
        body: wire.NewPaper,
        response: { 201: wire.PaperView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewPaper(await issueParticipation(ctx, params.id, body.language), ctx.publicUrl)
    },
  )

  app.get(
    '/mobilities/:id/papers',
    {
      config: reads('listMobilityPapers', readers),
      schema: {
        summary: 'List the papers of a mobility',
        description: 'Those beside its certificate: learning agreements, certificates of participation.',
        tags,
        params,
        querystring: z.strictObject(PageQuery),
        response: { 200: pageOf(wire.PaperView, 'MobilityPaperPage') },
      },
    },
    async ({ ctx, params, query }) => {
      const keyset = readKeyset(query)
      const papers = await readPapers(ctx, params.id, keyset)
      return toPage(papers, keyset, (paper) => wire.viewPaper(paper, ctx.publicUrl))
    },
  )

  app.get(
    '/papers/:id.pdf',
    {
      config: { ...reads('downloadMobilityPaper', readers), ...inParts },
      schema: {
        summary: 'Download a paper of a mobility',
        tags,
        params,
        produces: ['application/pdf'],
        response: { 200: z.any().describe('the paper, the same bytes each time') },
      },
    },
    async (request, reply) => {
      const { number, bytes, sha256 } = await readMobilityPaper(request.ctx, request.params.id)
      return sendDownload(request, reply, { name: `${number}.pdf`, type: 'application/pdf', bytes, sha256 })
    },
  )
}
