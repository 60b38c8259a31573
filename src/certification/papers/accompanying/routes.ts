import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../../context.ts'
import { keepReadingOfMobility } from '../../../custody/ledger/readings-store.ts'
import { getMobility } from '../../../mobility/mobilities/store.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../../../platform/http/pages.ts'
import { paperActions } from '../actions.ts'
import { NewPaper, PaperView, viewPaper } from '../schemas.ts'
import { attestAccompanying } from './attest-accompanying.ts'
import { issueAccompanying } from './issue-accompanying.ts'
import { recordAccompanying } from './record-accompanying.ts'
import { AccompanyingPersonView, NewAccompanyingPerson, viewAccompanying } from './schemas.ts'
import { listAccompanying } from './store.ts'

const params = z.object({ id: z.uuid() })
const one = params.extend({ accompanying: z.uuid() })
const tags = ['Papers']
const readers = { scope: 'read', roles: ['coordinator', 'issuer', 'admin', 'auditor', 'mentor'] } as const

/** Who accompanies learners, and the certificate for it. */
export const accompanyingRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/mobilities/:id/accompanying-persons',
    {
      config: does(paperActions.recordAccompanying),
      schema: {
        summary: 'Write down who accompanies a learner',
        description: 'With name, role and days. They are no participant, and nothing of them is assessed.',
        tags,
        params,
        body: NewAccompanyingPerson,
        response: { 201: AccompanyingPersonView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return viewAccompanying(await recordAccompanying(ctx, params.id, body))
    },
  )

  app.get(
    '/mobilities/:id/accompanying-persons',
    {
      config: reads('listAccompanyingPersons', readers),
      schema: {
        summary: 'List who accompanies a learner',
        tags,
        params,
        querystring: z.strictObject(PageQuery),
        response: { 200: pageOf(AccompanyingPersonView, 'AccompanyingPersonPage') },
      },
    },
    async ({ ctx, params, query }) => {
      const keyset = readKeyset(query)
      const found = await read(ctx, async (tx, actor) => {
        await getMobility(tx, params.id)
        await keepReadingOfMobility(tx, actor, params.id, ctx.now())
        return listAccompanying(tx, params.id, keyset)
      })
      return toPage(found, keyset, viewAccompanying)
    },
  )

  app.post(
    '/mobilities/:id/accompanying-persons/:accompanying/attestation',
    {
      config: does(paperActions.attestAccompanying),
      schema: {
        summary: 'Attest that an accompanying person was there',
        description: 'By the hosting organisation, once their last day is there.',
        tags,
        params: one,
        response: { 201: AccompanyingPersonView },
      },
    },
    async ({ ctx, params }, reply) => {
      reply.code(201)
      return viewAccompanying(await attestAccompanying(ctx, params.id, params.accompanying))
    },
  )

  app.post(
    '/mobilities/:id/accompanying-persons/:accompanying/papers',
    {
      config: does(paperActions.issueAccompanying),
      schema: {
        summary: 'Certify that somebody accompanied a learner',
        description:
          'Once the host has attested it. Drawn once for the same facts: asked for again, it is the same paper with the same bytes.',
        tags,
        params: one,
        body: NewPaper,
        response: { 201: PaperView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      const paper = await issueAccompanying(ctx, params.id, params.accompanying, body.language)
      return viewPaper(paper, ctx.publicUrl)
    },
  )
}
