import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../../../context.ts'
import { getGroup } from '../../../../mobility/groups/store.ts'
import { does, reads } from '../../../../platform/actions/route-config.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../../../../platform/http/pages.ts'
import { paperActions } from '../../actions.ts'
import { NewPaper } from '../../schemas.ts'
import { GroupPaperView, viewGroupPaper } from '../schemas.ts'
import { attestCompanion } from './attest-companion.ts'
import { issueCompanion } from './issue-companion.ts'
import { CompanionAttestationView, NewCompanionAttestation, viewCompanionAttestation } from './schemas.ts'
import { listCompanionAttestations } from './store.ts'

const params = z.object({ id: z.uuid() })
const tags = ['Group mobilities']
const readers = { scope: 'read', roles: ['coordinator', 'issuer', 'admin', 'auditor', 'mentor'] } as const

/** Who goes with a group, as its host attests it, and the certificate for it. */
export const companionRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/group-mobilities/:id/companion-attestations',
    {
      config: does(paperActions.attestCompanion),
      schema: {
        summary: 'Attest that somebody who goes with a group was there',
        description:
          'By the hosting organisation, once their last day is there. By name: one of its `companions`.',
        tags,
        params,
        body: NewCompanionAttestation,
        response: { 201: CompanionAttestationView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return viewCompanionAttestation(await attestCompanion(ctx, params.id, body))
    },
  )

  app.get(
    '/group-mobilities/:id/companion-attestations',
    {
      config: reads('listCompanionAttestations', readers),
      schema: {
        summary: 'List what the host has attested of those who go with a group',
        tags,
        params,
        querystring: z.strictObject(PageQuery),
        response: { 200: pageOf(CompanionAttestationView, 'CompanionAttestationPage') },
      },
    },
    async ({ ctx, params, query }) => {
      const keyset = readKeyset(query)
      const found = await read(ctx, async (tx) => {
        await getGroup(tx, params.id)
        return listCompanionAttestations(tx, params.id, keyset)
      })
      return toPage(found, keyset, viewCompanionAttestation)
    },
  )

  app.post(
    '/group-mobilities/:id/companion-attestations/:attestation/papers',
    {
      config: does(paperActions.issueCompanion),
      schema: {
        summary: 'Certify that somebody went with a group',
        description:
          'The certificate of an accompanying person (`DCR-AP-…`), as the host has attested it. Drawn once for the same facts: asked for again, it is the same paper with the same bytes.',
        tags,
        params: params.extend({ attestation: z.uuid() }),
        body: NewPaper,
        response: { 201: GroupPaperView },
      },
    },
    async ({ ctx, params: { id, attestation }, body }, reply) => {
      reply.code(201)
      return viewGroupPaper(await issueCompanion(ctx, id, attestation, body.language), ctx.publicUrl)
    },
  )
}
