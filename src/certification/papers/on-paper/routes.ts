import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Context, read } from '../../../context.ts'
import { keepReadingOfMobility } from '../../../custody/ledger/readings-store.ts'
import type { Tx } from '../../../db/client.ts'
import { AgreementView, viewAgreement } from '../../../mobility/agreements/schemas.ts'
import { getMobility } from '../../../mobility/mobilities/store.ts'
import { does, reads } from '../../../platform/actions/route-config.ts'
import { inParts, sendDownload } from '../../../platform/http/download.ts'
import { chooseSpoken } from '../../../platform/http/language.ts'
import { PageQuery, pageOf, readKeyset, toPage } from '../../../platform/http/pages.ts'
import { readUpload } from '../../../platform/http/upload.ts'
import { paperActions } from '../actions.ts'
import { confirmPaperSignature } from './confirm-paper-signature.ts'
import { dismissPaperSignature } from './dismiss-paper-signature.ts'
import { NewPaperDismissal, PaperSignatureForm, PaperSignatureView, viewPaperSignature } from './schemas.ts'
import { getPhotograph, listPaperSignatures } from './store.ts'
import { submitPaperSignature } from './submit-paper-signature.ts'

const MAX_BYTES = 10 * 1024 * 1024
const params = z.object({ id: z.uuid() })
const one = params.extend({ signature: z.uuid() })
const tags = ['Papers']
const readers = { scope: 'read', roles: ['coordinator', 'admin', 'auditor'] } as const

/** Reads something of the agreement of a mobility, and keeps that it was read. */
const readOf = <T>(ctx: Context, mobilityId: string, found: (tx: Tx) => Promise<T>): Promise<T> =>
  read(ctx, async (tx, actor) => {
    await getMobility(tx, mobilityId)
    await keepReadingOfMobility(tx, actor, mobilityId, ctx.now())
    return found(tx)
  })

/** Agreements that are printed, signed by hand and photographed. */
export const paperSignatureRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/mobilities/:id/agreement/versions/:number/paper-signatures',
    {
      bodyLimit: MAX_BYTES + 64 * 1024,
      config: {
        ...does(paperActions.submitPaperSignature),
        bodies: { 'multipart/form-data': PaperSignatureForm },
        also: [412, 413, 415],
      },
      schema: {
        summary: 'Bring the photograph of a version that was signed by hand',
        description:
          'multipart/form-data: `file` (JPEG, PNG or a scan as PDF, up to 10 MiB), `party`, `name`, `position`, `signedOn`. The QR code of the print has to be on it, and names the version. It counts once another member has confirmed having seen it, and says `paper` wherever it stands.',
        tags,
        params: params.extend({ number: z.coerce.number().int().min(1).max(10_000) }),
        consumes: ['multipart/form-data'],
        response: { 201: PaperSignatureView },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request
      const { fields, bytes } = await readUpload(request, PaperSignatureForm, MAX_BYTES)
      reply.code(201)
      return viewPaperSignature(await submitPaperSignature(ctx, params.id, params.number, fields, bytes))
    },
  )

  app.post(
    '/mobilities/:id/agreement/paper-signatures/:signature/confirmation',
    {
      config: { ...does(paperActions.confirmPaperSignature), also: [412] },
      schema: {
        summary: 'Confirm having seen an agreement that was signed by hand',
        description:
          'By another member than the one who brought it, of either organisation. From then on it counts.',
        tags,
        params: one,
        response: { 201: AgreementView },
      },
    },
    async (request, reply) => {
      const { ctx, params } = request
      const { versions, number } = await confirmPaperSignature(ctx, params.id, params.signature)
      reply.code(201)
      return viewAgreement(versions, number, chooseSpoken(request))
    },
  )

  app.post(
    '/mobilities/:id/agreement/paper-signatures/:signature/dismissal',
    {
      config: does(paperActions.dismissPaperSignature),
      schema: {
        summary: 'Dismiss a wrong photograph of a signature on paper',
        description:
          'By a coordinator of either organisation, with a reason, until it is confirmed. Bring another one.',
        tags,
        params: one,
        body: NewPaperDismissal,
        response: { 200: PaperSignatureView },
      },
    },
    async ({ ctx, params, body }) =>
      viewPaperSignature(await dismissPaperSignature(ctx, params.id, params.signature, body.reason)),
  )

  app.get(
    '/mobilities/:id/agreement/paper-signatures',
    {
      config: reads('listPaperSignatures', readers),
      schema: {
        summary: 'List the signatures on paper of an agreement',
        tags,
        params,
        querystring: z.strictObject(PageQuery),
        response: { 200: pageOf(PaperSignatureView, 'PaperSignaturePage') },
      },
    },
    async ({ ctx, params, query }) => {
      const keyset = readKeyset(query)
      const found = await readOf(ctx, params.id, (tx) => listPaperSignatures(tx, params.id, keyset))
      return toPage(found, keyset, viewPaperSignature)
    },
  )

  app.get(
    '/mobilities/:id/agreement/paper-signatures/:signature/photograph',
    {
      config: { ...reads('downloadPaperSignature', readers), ...inParts },
      schema: {
        summary: 'Download the photograph of a signature on paper',
        tags,
        params: one,
        produces: ['image/jpeg', 'image/png', 'application/pdf'],
        response: { 200: z.any().describe('the photograph as it is kept') },
      },
    },
    async (request, reply) => {
      const { id, signature } = request.params
      const find = (tx: Tx) => getPhotograph(tx, id, signature)
      const { mediaType: type, bytes, sha256 } = await readOf(request.ctx, id, find)
      return sendDownload(request, reply, { name: signature, type, bytes, sha256 })
    },
  )
}
