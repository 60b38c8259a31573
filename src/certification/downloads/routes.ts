import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/routes.ts'
import { dayOf } from '../../platform/dates.ts'
import { zipStream } from '../../platform/zip/zip.ts'
import * as wire from '../certificates/schemas.ts'
import * as store from '../certificates/store.ts'
import { downloadActions } from './actions.ts'
import { downloadCohort, nameOf, printCohort } from './download-cohort.ts'
import { exportEdc } from './export-edc.ts'

const params = z.object({ id: z.uuid() })

export const downloadRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/certificates.zip',
    {
      config: reads('downloadCohort', { scope: 'read' }),
      schema: {
        summary: 'Download the certificates of a cohort',
        description:
          'A ZIP archive, streamed: one document of each certificate, byte for byte as it was issued; PDFs are sealed where a single download is.',
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
      config: reads('printCohort', { scope: 'read' }),
      schema: {
        summary: 'Print the certificates of a cohort',
        description:
          'One PDF, streamed: the certificates one after another, each with its own page numbers. For printing, and not sealed; the documents as they were issued, with attachments and seals, are in the ZIP archive.',
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

  for (const form of ['pdf', 'jwt', 'ob3.json'] as const) {
    app.get(
      `/certificates/:id.${form}`,
      {
        config: reads(operations[form], { scope: 'read' }),
        schema: {
          summary: `Download a certificate as ${form}`,
          description: descriptions[form],
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
          file:
            form === 'pdf'
              ? await store.getPaper(tx, request.params.id)
              : await store.getFile(tx, request.params.id, form),
        }))
        return sendFile(reply, file, `${nameOf(row.number, row.snapshot, request.query.names)}.${form}`)
      },
    )
  }

  app.get(
    '/certificates/:id.edc.jsonld',
    {
      config: does(downloadActions.exportCredential),
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
      config: reads('downloadSnapshot', { scope: 'read' }),
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

const asIssued = 'Byte for byte as it was issued, at every download.'
const operations = {
  pdf: 'downloadPdf',
  jwt: 'downloadJwt',
  'ob3.json': 'downloadOpenBadge',
} as const

const descriptions = {
  pdf: `${asIssued} Where the organisation has an electronic seal: the sealed copy, or the one from before the seal while \`seal.state\` is \`pending\`.`,
  jwt: asIssued,
  'ob3.json': asIssued,
}

const mediaTypes = {
  pdf: 'application/pdf',
  jwt: 'application/vc+jwt',
  'ob3.json': 'application/vc+ld+json',
} as const
