import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../../context.ts'
import { getGroup } from '../../../mobility/groups/store.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { inParts, sendDownload } from '../../../platform/http/download.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../../../platform/http/pages.ts'
import { paperActions } from '../actions.ts'
import { companionRoutes } from './companions/routes.ts'
import { drawGroupPaper } from './draw-group-paper.ts'
import { GroupPaperView, NewGroupPaper, viewGroupPaper } from './schemas.ts'
import { getGroupPaper, listGroupPapersOf } from './store.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Group mobilities']
const readers = { scope: 'read', roles: ['coordinator', 'issuer', 'admin', 'auditor', 'mentor'] } as const

/** The papers of a group: its learning programme, the list of its participants, and the certificates of who goes with it. */
export const groupPaperRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(companionRoutes)

  app.post(
    '/group-mobilities/:id/papers',
    {
      // Something has changed while it was drawn.
      config: { ...does(paperActions.drawGroupPaper), also: [412] },
      schema: {
        summary: 'Draw the learning programme of a group, or the list of its participants, as a PDF',
        description:
          'The programme with the signatures that it has by now. Drawn once for the same facts: asked for again, it is the same paper with the same bytes. What has changed makes another one, and the public page of the earlier one says so.',
        tags,
        params,
        body: NewGroupPaper,
        response: { 201: GroupPaperView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return viewGroupPaper(await drawGroupPaper(ctx, params.id, body.kind, body.language), ctx.publicUrl)
    },
  )

  app.get(
    '/group-mobilities/:id/papers',
    {
      config: reads('listGroupPapers', readers),
      schema: {
        summary: 'List the papers of a group',
        tags,
        params,
        querystring: z.strictObject(PageQuery),
        response: { 200: pageOf(GroupPaperView, 'GroupPaperPage') },
      },
    },
    async ({ ctx, params, query }) => {
      const keyset = readKeyset(query)
      const papers = await read(ctx, async (tx) => {
        await getGroup(tx, params.id)
        return listGroupPapersOf(tx, params.id, keyset)
      })
      return toPage(papers, keyset, (paper) => viewGroupPaper(paper, ctx.publicUrl))
    },
  )

  app.get(
    '/group-mobilities/:id/papers/:paper.pdf',
    {
      config: { ...reads('downloadGroupPaper', readers), ...inParts },
      schema: {
        summary: 'Download a paper of a group',
        tags,
        params: params.extend({ paper: z.uuid() }),
        produces: ['application/pdf'],
        response: { 200: z.any().describe('the paper, the same bytes each time') },
      },
    },
    async (request, reply) => {
      const { id, paper } = request.params
      const { number, bytes, sha256 } = await read(request.ctx, (tx) => getGroupPaper(tx, id, paper))
      return sendDownload(request, reply, { name: `${number}.pdf`, type: 'application/pdf', bytes, sha256 })
    },
  )
}
