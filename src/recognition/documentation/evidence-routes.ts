import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { read } from '../../context.ts'
import { MAX_FILM_BYTES } from '../../parties/organisations/settings.ts'
import { does, reads } from '../../platform/actions/route-config.ts'
import { sendDownload } from '../../platform/http/download.ts'
import { readLargeUpload } from '../../platform/http/upload.ts'
import { loadCase, loadCaseFor } from '../load-case.ts'
import { documentationActions } from './actions.ts'
import { acceptedTypes, bytesOf, MAX_EVIDENCE_BYTES } from './evidence.ts'
import { openFrame } from './frames/open-frame.ts'
import { films } from './media/recognise.ts'
import { evidenceReaders, openEvidence } from './open-evidence.ts'
import * as wire from './schemas.ts'
import { listSameFiles } from './store.ts'
import { extendEvidence, submitEvidence, submitRecord } from './submit-evidence.ts'
import { withdrawEvidence } from './withdrawal/withdraw-evidence.ts'

const params = z.object({ id: z.uuid() })

export const evidenceRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/recognitions/:id/evidence',
    {
      bodyLimit: MAX_FILM_BYTES + 64 * 1024,
      config: {
        ...does(documentationActions.submitEvidence),
        bodies: { 'multipart/form-data': wire.EvidenceFields },
      },
      schema: {
        summary: 'Submit a file as evidence',
        description:
          'multipart/form-data: `file` (up to 10 MiB, films and recordings up to what `evidence-limits` says; PDF, a picture, film, recording or office document of the types that `evidence-limits` lists, or plain text, by content), `title`, `producedOn`, `competences`, `kind`.',
        tags: ['Documentation'],
        params,
        consumes: ['multipart/form-data'],
        response: { 201: wire.EvidenceView },
      },
    },
    async (request, reply) => {
      const { storage } = request.ctx
      const { fields, file } = await readLargeUpload(request, wire.EvidenceFields, MAX_EVIDENCE_BYTES, {
        ...films,
        storage,
      })
      reply.code(201)
      return wire.viewEvidence(await submitEvidence(request.ctx, request.params.id, fields, file))
    },
  )

  app.post(
    '/recognitions/:id/evidence/records',
    {
      config: does(documentationActions.submitRecord),
      schema: {
        summary: 'Submit a link, statement, test result or observation as evidence',
        description: 'What is said goes into the record itself. A link is kept as it is and never followed.',
        tags: ['Documentation'],
        params,
        body: wire.NewEvidenceRecord,
        response: { 201: wire.EvidenceView },
      },
    },
    async ({ ctx, params, body }, reply) => {
      reply.code(201)
      return wire.viewEvidence(await submitRecord(ctx, params.id, body))
    },
  )

  app.post(
    '/recognitions/:id/evidence/:evidenceId/outcomes',
    {
      config: does(documentationActions.extendEvidence),
      schema: {
        summary: 'Let a piece of evidence speak for further outcomes',
        tags: ['Documentation'],
        params: params.extend({ evidenceId: z.uuid() }),
        body: wire.FurtherOutcomes,
        response: { 200: wire.EvidenceView },
      },
    },
    async ({ ctx, params, body }) =>
      wire.viewEvidence(await extendEvidence(ctx, params.id, params.evidenceId, body.competences)),
  )

  app.post(
    '/recognitions/:id/evidence/:evidenceId/withdrawal',
    {
      config: does(documentationActions.withdrawEvidence),
      schema: {
        summary: 'Take back a piece of evidence, with a reason',
        description:
          'By whoever brought it, until it was judged. Its file is removed; what it was and why it was taken back stay.',
        tags: ['Documentation'],
        params: params.extend({ evidenceId: z.uuid() }),
        body: wire.EvidenceWithdrawal,
        response: { 200: wire.EvidenceView },
      },
    },
    async ({ ctx, params, body }) =>
      wire.viewEvidence(await withdrawEvidence(ctx, params.id, params.evidenceId, body.reason)),
  )

  app.get(
    '/recognitions/:id/evidence-limits',
    {
      config: reads('readEvidenceLimits', { scope: 'read' }),
      schema: {
        summary: 'Read what may be submitted as evidence, and how much more',
        tags: ['Documentation'],
        params,
        response: { 200: wire.EvidenceLimits },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx) => {
        const { settings, evidence } = await loadCase(tx, params.id, ctx.now())
        const quotaBytes = settings.evidenceQuotaBytes
        const usedBytes = bytesOf(evidence)
        return {
          maxBytes: MAX_EVIDENCE_BYTES,
          maxFilmBytes: settings.evidenceFilmBytes,
          types: [...acceptedTypes],
          quotaBytes,
          usedBytes,
          remainingBytes: Math.max(0, quotaBytes - usedBytes),
          scanned: ctx.antivirus !== null,
        }
      }),
  )

  app.get(
    '/recognitions/:id/evidence',
    {
      config: reads('listEvidence', { scope: 'read' }),
      schema: {
        summary: 'List the evidence and declarations of a recognition',
        tags: ['Documentation'],
        params,
        response: {
          200: z
            .object({
              items: z.array(wire.EvidenceView),
              withdrawn: z.array(wire.EvidenceView).describe('what was taken back'),
              declarations: z.array(wire.DeclarationView),
            })
            .meta({ id: 'EvidenceList' }),
        },
      },
    },
    async ({ ctx, params }) =>
      read(ctx, async (tx, actor) => {
        const { loaded } = await loadCaseFor(tx, actor, params.id, ctx.now())
        const { recognition, evidence, withdrawnEvidence, declarations } = loaded
        const hashes = evidence.flatMap(({ row }) => row.sha256 ?? [])
        const sameFiles = await listSameFiles(tx, recognition, hashes)
        return {
          items: evidence.map((piece) => wire.viewEvidence(piece, sameFiles)),
          withdrawn: withdrawnEvidence.map((piece) => wire.viewEvidence(piece)),
          declarations: declarations.map(wire.viewDeclaration),
        }
      }),
  )

  app.get(
    '/recognitions/:id/evidence/:evidenceId/content',
    {
      config: {
        ...reads('downloadEvidence', { scope: 'read', roles: evidenceReaders }),
        // Held back, infected, or erased.
        also: [409],
      },
      schema: {
        summary: 'Download a piece of evidence, byte for byte as it was kept',
        tags: ['Documentation'],
        params: params.extend({ evidenceId: z.uuid() }),
        produces: ['*/*'],
        response: { 200: z.any().describe('the file') },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request
      return sendDownload(request, reply, await openEvidence(ctx, params.id, params.evidenceId))
    },
  )

  app.get(
    '/recognitions/:id/evidence/:evidenceId/frame',
    {
      config: {
        ...reads('downloadEvidenceFrame', { scope: 'read', roles: evidenceReaders }),
        // Held back, infected, or erased.
        also: [409],
      },
      schema: {
        summary: 'Download the first picture of a film that is evidence',
        description: 'There is one where the service has a program that makes it: see `frameSha256`.',
        tags: ['Documentation'],
        params: params.extend({ evidenceId: z.uuid() }),
        produces: ['image/jpeg'],
        response: { 200: z.any().describe('the picture') },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request
      return sendDownload(request, reply, await openFrame(ctx, params.id, params.evidenceId))
    },
  )
}
