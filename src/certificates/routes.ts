import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Context, read, type Services } from '../context.ts'
import { asRole } from '../db/tenancy.ts'
import { notFound } from '../errors.ts'
import { pageOf, readKeyset, SyncQuery, toPage } from '../platform/http/pages.ts'
import { didDocument, didOf } from './credentials/did.ts'
import { statusListCacheControl, statusListCredential } from './credentials/status-list.ts'
import { toVcJwt } from './credentials/vc-jwt.ts'
import { issueCertificate } from './issue-certificate.ts'
import { revokeCertificate } from './revoke-certificate.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })

/** Certificates with what is known of them by now: an appeal, a successor, the act of recognition. */
async function withStandings(ctx: Context, rows: store.Certificate[]) {
  const ids = rows.map((row) => row.id)
  const standings = await read(ctx, (tx) => store.listStandings(tx, ids))
  return (row: store.Certificate) => wire.viewCertificate(row, ctx.publicUrl, standings.get(row.id))
}

async function present(ctx: Context, row: store.Certificate) {
  return (await withStandings(ctx, [row]))(row)
}

export const certificateRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/certificates',
    {
      config: { access: { scope: 'recognise', roles: ['issuer'], person: true } },
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
      return present(ctx, row)
    },
  )

  app.get(
    '/certificates',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'List certificates',
        tags: ['Certificates'],
        querystring: z.strictObject({
          ...SyncQuery,
          side: z.enum(['sent', 'hosted']).default('sent'),
          recognitionId: z.uuid().optional(),
          number: z.string().max(40).optional(),
        }),
        response: { 200: pageOf(wire.CertificateView, 'CertificatePage') },
      },
    },
    async ({ ctx, query }) => {
      const keyset = readKeyset(query)
      const rows = await read(ctx, (tx) =>
        store.listCertificates(tx, ctx.actor.organisationId, query.side, keyset, query),
      )
      return toPage(rows, keyset, await withStandings(ctx, rows))
    },
  )

  app.get(
    '/certificates/:id',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'Read a certificate',
        tags: ['Certificates'],
        params,
        response: { 200: wire.CertificateView },
      },
    },
    async ({ ctx, params }) => present(ctx, await read(ctx, (tx) => store.getCertificate(tx, params.id))),
  )

  for (const form of ['pdf', 'jwt', 'ob3.json'] as const) {
    app.get(
      `/certificates/:id.${form}`,
      {
        config: { access: { scope: 'read' } },
        schema: {
          summary: `Download a certificate as ${form}`,
          description: 'Byte for byte as it was issued, at every download.',
          tags: ['Certificates'],
          params,
          produces: [mediaTypes[form]],
          response: { 200: z.any().describe('the document') },
        },
      },
      async (request, reply) => {
        const { row, file } = await read(request.ctx, async (tx) => ({
          row: await store.getCertificate(tx, request.params.id),
          file: await store.getFile(tx, request.params.id, form),
        }))
        return reply
          .header('content-type', file.mediaType)
          .header('content-disposition', `attachment; filename="${row.number}.${form}"`)
          .header('etag', `"${file.sha256}"`)
          .header('cache-control', 'private, no-cache')
          .send(Buffer.from(file.bytes))
      },
    )
  }

  app.get(
    '/certificates/:id.json',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'Download what a certificate says, as canonical JSON',
        tags: ['Certificates'],
        params,
        response: { 200: z.any().describe('the snapshot; its SHA-256 is snapshotSha256') },
      },
    },
    async (request, reply) => {
      const row = await read(request.ctx, (tx) => store.getCertificate(tx, request.params.id))
      return reply
        .header('content-type', 'application/json')
        .header('content-disposition', `attachment; filename="${row.number}.snapshot.json"`)
        .header('etag', `"${row.snapshotSha256}"`)
        .send(row.snapshot)
    },
  )

  app.post(
    '/certificates/:id/revocation',
    {
      config: { access: { scope: 'recognise', roles: ['issuer'], person: true } },
      schema: {
        summary: 'Revoke a certificate',
        tags: ['Certificates'],
        params,
        body: wire.NewRevocation,
        response: { 200: wire.CertificateView },
      },
    },
    async ({ ctx, params, body }) => present(ctx, await revokeCertificate(ctx, params.id, body.reason)),
  )
}

const mediaTypes = {
  pdf: 'application/pdf',
  jwt: 'application/vc+jwt',
  'ob3.json': 'application/vc+ld+json',
} as const

/** What a verifier needs who does not take our word: the issuer's keys, and the list of what was revoked. */
export const issuerRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const { signer, publicUrl } = services
    const issuing = () => signer.published().filter((key) => key.purpose !== 'token')
    const config = { access: 'public' } as const
    const cached = 'public, max-age=300'

    app.get(
      '/.well-known/jwks.json',
      {
        config,
        schema: {
          summary: 'Read the keys that certificates are signed with',
          description: 'Retired keys stay here: what they signed stays checkable.',
          tags: ['Issuer'],
          response: {
            200: z.object({ keys: z.array(z.looseObject({ kid: z.string() })) }).meta({ id: 'KeySet' }),
          },
        },
      },
      async (_request, reply) => {
        reply.header('cache-control', cached)
        return { keys: issuing().map(({ jwk, kid }) => ({ ...jwk, kid })) }
      },
    )

    app.get(
      '/.well-known/did.json',
      {
        config,
        schema: {
          summary: "Read the issuer's DID document",
          tags: ['Issuer'],
          produces: ['application/did+json'],
          response: { 200: z.looseObject({ id: z.string() }).meta({ id: 'DidDocument' }) },
        },
      },
      async (_request, reply) =>
        reply
          .type('application/did+json')
          .header('cache-control', cached)
          .send(didDocument(didOf(publicUrl), issuing())),
    )

    app.get(
      '/keys/:kid',
      {
        config,
        schema: {
          summary: 'Read one key as a bare JWK',
          tags: ['Issuer'],
          params: z.object({ kid: z.string().regex(/^[\w-]{1,100}$/) }),
          response: { 200: z.looseObject({ kty: z.string() }).meta({ id: 'Key' }) },
        },
      },
      async ({ params }, reply) => {
        const key = issuing().find((one) => one.kid === params.kid)
        if (!key) throw notFound('key')
        reply.header('cache-control', cached)
        return { ...key.jwk, kty: key.jwk.kty as string }
      },
    )

    app.get(
      '/v1/status-lists/:list',
      {
        config: { access: 'public', rateLimit: { max: 600, timeWindow: '1 minute' } },
        schema: {
          summary: 'Read a status list, signed',
          description:
            "BitstringStatusListCredential as `vc+jwt`: bit 1 at a certificate's index says it is revoked.",
          tags: ['Issuer'],
          params: z.object({ list: z.string().regex(/^[0-9a-f-]{36}\.\d{1,6}$/) }),
          produces: ['application/vc+jwt'],
          response: { 200: z.any().describe('a compact JWS') },
        },
      },
      async ({ params }, reply) => {
        const revoked = await asRole(services.db, 'dcr_public', (tx) => store.revokedIndexes(tx, params.list))
        const url = `${publicUrl}/v1/status-lists/${params.list}`
        const list = statusListCredential({
          url,
          issuerDid: didOf(publicUrl),
          revoked,
          validFrom: services.now().toISOString(),
        })
        const jwt = await toVcJwt(list, signer.keyId('credential'), (payload, header) =>
          signer.sign('credential', payload, header),
        )
        return reply.type('application/vc+jwt').header('cache-control', statusListCacheControl).send(jwt)
      },
    )
  }
