import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import Negotiator from 'negotiator'
import { z } from 'zod'
import { type Context, read, type Services } from '../context.ts'
import { notFound } from '../errors.ts'
import { dayOf } from '../platform/dates.ts'
import { pageOf, readKeyset, SyncQuery, toPage } from '../platform/http/pages.ts'
import type { PublishedKey } from '../platform/signing/keys.ts'
import { zipStream } from '../platform/zip/zip.ts'
import { mayConfirmRevocation, mayRequestRevocation } from './certificate.ts'
import { didDocument, didOf } from './credentials/did.ts'
import { statusListCacheControl } from './credentials/status-list.ts'
import { confirmRevocation, dismissRevocation } from './decide-revocation.ts'
import { downloadCohort, nameOf, printCohort } from './download-cohort.ts'
import { exportEdc, isSealed } from './export-edc.ts'
import { issueCertificate } from './issue-certificate.ts'
import { type StatusListForm, statusListPublisher } from './publish-status-list.ts'
import { requestRevocation } from './request-revocation.ts'
import * as wire from './schemas.ts'
import * as store from './store.ts'

const params = z.object({ id: z.uuid() })

/** Certificates with what is known of them by now: an appeal, a successor, the act of recognition. */
async function withStandings(ctx: Context, rows: store.CertificateWithRequest[]) {
  const ids = rows.map((row) => row.id)
  const standings = await read(ctx, (tx) => store.listStandings(tx, ids))
  return (row: store.CertificateWithRequest) =>
    wire.viewCertificate(row, ctx.publicUrl, isSealed(ctx, row.organisationId), standings.get(row.id))
}

async function present(ctx: Context, row: store.CertificateWithRequest) {
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
      return present(ctx, { ...row, request: null })
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
    '/certificates.zip',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'Download the certificates of a cohort',
        description:
          'A ZIP archive, streamed: one document of each certificate, byte for byte as it was issued.',
        tags: ['Certificates'],
        querystring: wire.CohortQuery,
        produces: ['application/zip'],
        response: { 200: z.any().describe('the archive') },
      },
    },
    async ({ ctx, query }, reply) => {
      const { projectCode, ids = [], form, names } = query
      const cohort = projectCode === undefined ? { ids } : { projectCode }
      const entries = await downloadCohort(ctx, cohort, form, names)
      return reply
        .type('application/zip')
        .header('content-disposition', attachment(`certificates-${dayOf(ctx.now())}.zip`))
        .header('cache-control', 'private, no-store')
        .send(zipStream(entries))
    },
  )

  app.get(
    '/certificates.pdf',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'Print the certificates of a cohort',
        description:
          'One PDF, streamed: the certificates one after another, each with its own page numbers. For printing; the documents as they were issued, with their attachments, are in the ZIP archive.',
        tags: ['Certificates'],
        querystring: wire.PrintQuery,
        produces: ['application/pdf'],
        response: { 200: z.any().describe('the document') },
      },
    },
    async ({ ctx, query }, reply) => {
      const { projectCode, ids = [] } = query
      const document = await printCohort(ctx, projectCode === undefined ? { ids } : { projectCode })
      return reply
        .type('application/pdf')
        .header('content-disposition', attachment(`certificates-${dayOf(ctx.now())}.pdf`))
        .header('cache-control', 'private, no-store')
        .send(document)
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
          querystring: wire.DownloadQuery,
          produces: [mediaTypes[form]],
          response: { 200: z.any().describe('the document') },
        },
      },
      async (request, reply) => {
        const { row, file } = await read(request.ctx, async (tx) => ({
          row: await store.getCertificate(tx, request.params.id),
          file: await store.getFile(tx, request.params.id, form),
        }))
        return sendFile(reply, file, `${nameOf(row.number, row.snapshot, request.query.names)}.${form}`)
      },
    )
  }

  app.get(
    '/certificates/:id.edc.jsonld',
    {
      config: { access: { scope: 'read' } },
      schema: {
        summary: 'Download a certificate as European Digital Credential',
        description:
          'European Learning Model 3. Sealed (JAdES) where an e-seal is configured; otherwise unsealed, for upload to the Europass issuer. Made at the first download, and byte for byte the same at every other.',
        tags: ['Certificates'],
        params,
        produces: ['application/ld+json', 'application/jose+json'],
        response: { 200: z.any().describe('the document') },
      },
    },
    async (request, reply) => {
      const { certificate, file } = await exportEdc(request.ctx, request.params.id)
      return sendFile(reply, file, `${certificate.number}.${file.form}`)
    },
  )

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
      config: { access: { scope: 'recognise', roles: [...mayRequestRevocation], person: true } },
      schema: {
        summary: 'Ask for a certificate to be revoked',
        description: 'It stays valid until a second person confirms.',
        tags: ['Certificates'],
        params,
        body: wire.NewRevocation,
        response: { 202: wire.CertificateView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(202)
      return present(ctx, await requestRevocation(ctx, params.id, body.reason))
    },
  )

  app.post(
    '/certificates/:id/revocation/confirmation',
    {
      config: { access: { scope: 'recognise', roles: [...mayConfirmRevocation], person: true } },
      schema: {
        summary: 'Confirm the revocation of a certificate',
        description: 'By another person than the one who asked for it. Cannot be undone.',
        tags: ['Certificates'],
        params,
        response: { 200: wire.CertificateView },
      },
    },
    async ({ ctx, params }) => present(ctx, await confirmRevocation(ctx, params.id)),
  )

  app.post(
    '/certificates/:id/revocation/dismissal',
    {
      config: { access: { scope: 'recognise', roles: [...mayRequestRevocation], person: true } },
      schema: {
        summary: 'Dismiss a request for revocation',
        description: 'By the person who asked for it, or by one who could confirm it.',
        tags: ['Certificates'],
        params,
        response: { 200: wire.CertificateView },
      },
    },
    async ({ ctx, params }) => present(ctx, await dismissRevocation(ctx, params.id)),
  )
}

/** RFC 6266: letters beyond ASCII go into `filename*`, and old clients get the name without them. */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const more =
    plain === name
      ? ''
      : `; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)}`
  return `attachment; filename="${plain}"${more}`
}

function sendFile(reply: FastifyReply, file: store.CertificateFile, name: string): FastifyReply {
  return reply
    .header('content-type', file.mediaType)
    .header('content-disposition', attachment(name))
    .header('etag', `"${file.sha256}"`)
    .header('cache-control', 'private, no-cache')
    .send(Buffer.from(file.bytes))
}

const mediaTypes = {
  pdf: 'application/pdf',
  jwt: 'application/vc+jwt',
  'ob3.json': 'application/vc+ld+json',
} as const

/** A key as a JWK; a compromised one names the second from which on it counts no more, as OpenID Federation 1.0 does. */
function viewKey({ jwk, kid, compromisedFrom }: PublishedKey) {
  const revoked = compromisedFrom && { revoked: { revoked_at: Math.floor(compromisedFrom.getTime() / 1000) } }
  return { ...jwk, kid, kty: jwk.kty as string, ...revoked }
}

/** What a verifier needs who does not take our word: the issuer's keys, and the list of what was revoked. */
export const issuerRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const { publicUrl } = services
    const publish = statusListPublisher(services)
    const issuing = async () => {
      await services.signer.refresh()
      return services.signer.published().filter((key) => key.purpose !== 'token')
    }
    const config = { access: 'public' } as const
    const cached = 'public, max-age=300'

    app.get(
      '/.well-known/jwks.json',
      {
        config,
        schema: {
          summary: 'Read the keys that certificates are signed with',
          description:
            'Each `kid` is the one that certificates name, so that JOSE libraries find it. Retired keys stay here: what they signed stays checkable.',
          tags: ['Issuer'],
          response: {
            200: z.object({ keys: z.array(z.looseObject({ kid: z.string() })) }).meta({ id: 'KeySet' }),
          },
        },
      },
      async (_request, reply) => {
        reply.header('cache-control', cached)
        const did = didOf(publicUrl)
        return { keys: (await issuing()).map(viewKey).map((key) => ({ ...key, kid: `${did}#${key.kid}` })) }
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
          .send(didDocument(didOf(publicUrl), await issuing())),
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
        const key = (await issuing()).find((one) => one.kid === params.kid)
        if (!key) throw notFound('key')
        reply.header('cache-control', cached)
        return viewKey(key)
      },
    )

    app.get(
      '/v1/status-lists/:list',
      {
        config: { access: 'public', rateLimit: { max: 600, timeWindow: '1 minute' } },
        schema: {
          summary: 'Read a status list, signed',
          description:
            "BitstringStatusListCredential: bit 1 at a certificate's index says it is revoked. As `vc+jwt`, or with an `eddsa-rdfc-2022` proof where `Accept` asks for JSON, or as a Token Status List (`statuslist+jwt`) for wallets.",
          tags: ['Issuer'],
          params: z.object({ list: z.string().regex(/^[0-9a-f-]{36}\.\d{1,6}$/) }),
          produces: statusListTypes,
          response: { 200: z.any().describe('the signed list') },
        },
      },
      async (request, reply) => {
        const headers = request.headers as Record<string, string>
        const type = new Negotiator({ headers }).mediaType(statusListTypes) ?? statusListTypes[0]!
        const form = statusListForms[type] ?? 'proof'
        const { body, etag } = await publish(request.params.list, form)
        reply
          .type(type)
          .header('cache-control', statusListCacheControl)
          .header('vary', 'accept')
          .header('etag', etag)
        const known = request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)
        return known ? (reply as FastifyReply).code(304).send() : reply.send(body)
      },
    )
  }

const statusListForms: Record<string, StatusListForm> = {
  'application/vc+jwt': 'jwt',
  'application/statuslist+jwt': 'token',
}

const statusListTypes = [
  'application/vc+jwt',
  'application/statuslist+jwt',
  'application/vc+ld+json',
  'application/vc',
  'application/ld+json',
  'application/json',
]
