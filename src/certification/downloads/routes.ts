import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { inParts, sendDownload } from '../../platform/http/download.ts'
import { zipStream } from '../../platform/zip/zip.ts'
import * as wire from '../certificates/schemas.ts'
import * as store from '../certificates/store.ts'
import { downloadActions, formReaders } from './actions.ts'
import { bakeBadge } from './bake-badge.ts'
import { downloadCohort, entryName, printCohort } from './download-cohort.ts'
import { exportEdc } from './export-edc.ts'
import { getForm, getSaid } from './get-form.ts'
import { summarise } from './summarise.ts'

const params = z.object({ id: z.uuid() })
const forms = { scope: 'read', roles: formReaders } as const

export const downloadRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/certificates.zip',
    {
      config: reads('downloadCohort', forms),
      schema: {
        summary: 'Download the certificates of a cohort',
        description:
          'Of those that your organisation issued. A ZIP archive, streamed: one document of each certificate, byte for byte as it was issued; PDFs are sealed where a single download is.',
        tags: ['Certificates'],
        querystring: wire.CohortQuery,
        produces: ['application/zip'],
        response: { 200: z.any().describe('the archive') },
      },
    },
    async (request, reply) => {
      const { ctx } = request
      const { form, names, ...asked } = request.query
      const { today, entries } = await downloadCohort(ctx, wire.cohortAsked(asked), form, names)
      const name = `certificates-${today}.zip`
      return sendDownload(request, reply, { name, type: 'application/zip', stream: zipStream(entries) })
    },
  )

  app.get(
    '/certificates.pdf',
    {
      config: reads('printCohort', forms),
      schema: {
        summary: 'Print the certificates of a cohort',
        description:
          'Of those that your organisation issued. One PDF, streamed: the certificates one after another, each with its own page numbers. For printing, and not sealed; the documents as they were issued, with attachments and seals, are in the ZIP archive.',
        tags: ['Certificates'],
        querystring: wire.PrintQuery,
        produces: ['application/pdf'],
        response: { 200: z.any().describe('the document') },
      },
    },
    async (request, reply) => {
      const { ctx, query } = request
      const { today, stream } = await printCohort(ctx, wire.cohortAsked(query))
      const name = `certificates-${today}.pdf`
      return sendDownload(request, reply, { name, type: 'application/pdf', stream })
    },
  )

  for (const form of ['pdf', 'jwt', 'ob3.json'] as const) {
    app.get(
      `/certificates/:id.${form}`,
      {
        config: {
          ...reads(operations[form], forms),
          ...inParts,
          ...(form === 'pdf' && { also: [...inParts.also, 409] }),
        },
        schema: {
          summary: `Download a certificate as ${form}`,
          description: descriptions[form],
          tags: ['Certificates'],
          params,
          querystring: form === 'pdf' ? wire.PaperQuery : wire.DownloadQuery,
          produces: [mediaTypes[form]],
          response: { 200: z.any().describe('the document') },
        },
      },
      async (request, reply) => {
        const { ctx, query, params } = request
        const isSummary = 'layout' in query && query.layout === 'summary'
        const { certificate, file } = isSummary
          ? await summarise(ctx, params.id)
          : await read(ctx, async (tx, actor) => ({
              certificate: await getForm(tx, actor, params.id, ctx.now()),
              file:
                form === 'pdf'
                  ? await store.getPaper(tx, params.id)
                  : await store.getFile(tx, params.id, form),
            }))
        const { number, snapshot } = certificate
        const name = `${entryName(number, snapshot, query.names)}.${isSummary ? file.form : form}`
        return sendDownload(request, reply, { ...file, name, type: file.mediaType })
      },
    )
  }

  for (const form of ['png', 'svg'] as const) {
    app.get(
      `/certificates/:id.${form}`,
      {
        config: { ...reads(pictures[form], forms), ...inParts, also: [...inParts.also, 409] },
        schema: {
          summary: `Download a certificate as a baked badge (${form.toUpperCase()})`,
          description: `The competence wheel with the Open Badge baked in (Open Badges 3.0). Made at the first download, and byte for byte the same at every other, until the badge is signed anew; \`Range\` asks for a part of it.`,
          tags: ['Certificates'],
          params,
          querystring: wire.DownloadQuery,
          produces: [`image/${form === 'svg' ? 'svg+xml' : form}`],
          response: { 200: z.any().describe('the picture') },
        },
      },
      async (request, reply) => {
        const { ctx, query } = request
        const { certificate, file } = await bakeBadge(ctx, request.params.id, form)
        const name = `${entryName(certificate.number, certificate.snapshot, query.names)}.${form}`
        return sendDownload(request, reply, { ...file, name, type: file.mediaType })
      },
    )
  }

  app.get(
    '/certificates/:id.edc.jsonld',
    {
      config: { ...does(downloadActions.exportCredential), ...inParts },
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
      const name = `${certificate.number}.${file.form}`
      return sendDownload(request, reply, { ...file, name, type: file.mediaType })
    },
  )

  app.get(
    '/certificates/:id.json',
    {
      config: { ...reads('downloadSnapshot', { scope: 'read' }), ...inParts },
      schema: {
        summary: 'Download what a certificate says, as canonical JSON',
        description:
          'The snapshot, for those of the sending organisation who may have its documents. The hosting organisation reads what it says without the birth date, which is not the snapshot and has another hash.',
        tags: ['Certificates'],
        params,
        response: { 200: z.any().describe('the snapshot; its SHA-256 is snapshotSha256') },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request
      const { number, ...said } = await read(ctx, (tx, actor) => getSaid(tx, actor, params.id, ctx.now()))
      return sendDownload(request, reply, {
        name: `${number}.snapshot.json`,
        type: 'application/json',
        ...said,
      })
    },
  )
}

const asIssued = 'Byte for byte as it was issued, at every download; `Range` asks for a part of it.'
const operations = {
  pdf: 'downloadPdf',
  jwt: 'downloadJwt',
  'ob3.json': 'downloadOpenBadge',
} as const

const pictures = { png: 'downloadBadgePng', svg: 'downloadBadgeSvg' } as const

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
