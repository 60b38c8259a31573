import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { keepReading } from '../../custody/ledger/readings-store.ts'
import { sentOrHosted } from '../../db/sides.ts'
import { MobilityQuery } from '../../mobility/mobilities/schemas.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { assertNotBlind } from '../../platform/auth/assert-access.ts'
import { readKeyset, SyncQuery, syncPageOf, toPage } from '../../platform/http/pages.ts'
import { CertifiedView, describeCertified } from '../results/describe-certified.ts'
import { issuingActions } from './actions.ts'
import { issueCertificate } from './issue-certificate.ts'
import { present, withStandings } from './present-certificate.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })
const ListedCertificate = wire.CertificateView.extend({ certified: CertifiedView }).meta({
  id: 'ListedCertificate',
})

export const certificateResourceRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/certificates',
    {
      config: does(issuingActions.issueCertificate),
      schema: {
        summary: 'Issue the certificate of a decided recognition',
        description:
          'Asked again for the same recognition, it answers with the same certificate. After an appeal that changed results it issues the one that takes its place.',
        tags: ['Certificates'],
        body: wire.NewCertificate,
        response: { 201: wire.CertificateView },
      },
    },
    async ({ ctx, body }, reply) => {
      const row = await issueCertificate(ctx, body.recognitionId, body.languages)
      reply.code(201).header('location', `/v1/certificates/${row.id}`)
      return present(ctx, { ...row, request: null, correction: null })
    },
  )

  app.get(
    '/certificates',
    {
      config: reads('listCertificates', { scope: 'read' }),
      schema: {
        summary: 'List certificates',
        description:
          'Without those of cases that the caller, an assessor, may yet be asked to mark in an appeal.',
        tags: ['Certificates'],
        querystring: z.strictObject({
          ...SyncQuery,
          side: z.enum(sentOrHosted).default('sent'),
          recognitionId: z.uuid().optional(),
          number: z.string().max(40).optional(),
          ...MobilityQuery,
        }),
        response: { 200: syncPageOf(ListedCertificate, 'CertificatePage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      return read(ctx, async (tx, actor) => {
        const rows = await store.listCertificates(tx, ctx.actor, query.side, keyset, query)
        const view = await withStandings(tx, ctx, rows)
        const certified = await describeCertified(tx, ctx, actor, rows.slice(0, keyset.limit))
        return toPage(rows, keyset, (row) => ({ ...view(row), certified: certified(row) }))
      })
    },
  )

  app.get(
    '/certificates/:id',
    {
      config: reads('readCertificate', { scope: 'read' }),
      schema: {
        summary: 'Read a certificate',
        description: 'Refused to an assessor who may yet be asked to mark its case in an appeal.',
        tags: ['Certificates'],
        params,
        response: { 200: wire.CertificateView },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx, actor) => {
        const row = await store.getCertificateFor(tx, actor, params.id)
        assertNotBlind(row.isBlind)
        await keepReading(tx, actor, [row], ctx.now())
        return (await withStandings(tx, ctx, [row]))(row)
      }),
  )
}
