import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Refusal } from '../../errors.ts'
import { does } from '../../platform/actions/route-config.ts'
import { columnsIn } from '../../platform/exports/columns-in.ts'
import { listForms } from '../../platform/exports/list-forms.ts'
import { sendDownload } from '../../platform/http/download.ts'
import { parseInput } from '../../platform/http/faults.ts'
import { chooseSpoken } from '../../platform/http/language.ts'
import { LARGE_BODY } from '../../platform/json/take-json.ts'
import { verificationActions } from './actions.ts'
import * as wire from './schemas.ts'
import { takeFiles } from './take-files.ts'
import { batchOfCodes, batchOfFiles, verifyBatch } from './verify-batch.ts'
import { say } from './words.ts'

/** From one address, of up to a thousand codes or a hundred files each. */
const rateLimit = { max: 120, timeWindow: '1 minute' } as const
const columns = columnsIn(wire.VerifiedLine)

export const batchVerificationRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/verifications/batch',
    {
      // A thousand of the longest, each letter escaped.
      bodyLimit: 2 * LARGE_BODY,
      config: {
        rateLimit,
        streams: true,
        ...does(verificationActions.verifyBatch),
        bodies: { 'application/json': wire.CodesToVerify, 'multipart/form-data': wire.FilesToVerify },
      },
      schema: {
        summary: 'Check many certificates at once',
        description:
          'Up to 1 000 codes as JSON, or 100 files (PDFs, credentials and whatever else can be checked one by one, of up to 10 MiB each and 100 MiB together) as multipart/form-data. A line for each, in their order, written while they are checked: what `POST /v1/verifications` answers, with `position`, `code` or `file`, `genuine` and `standing`. As much is told as each learner chose. Where one has a `fault`, the others are checked all the same. An answer that ends before the connection was closed properly is not whole: ask again. It is not kept under an `Idempotency-Key`: asked again, everything is checked anew, as it is then.',
        tags: ['Verification'],
        querystring: wire.VerifyBatchQuery,
        consumes: ['application/json', 'multipart/form-data'],
        produces: [listForms.jsonl.type, listForms.csv.type],
        response: { 200: z.any().describe('a line for each') },
      },
    },
    async (request, reply) => {
      const { ctx, query, headers } = request
      const format = query.format ?? (headers.accept?.includes('text/csv') ? 'csv' : 'jsonl')
      const language = chooseSpoken(request)
      const note = (err: unknown) => request.log.error({ err }, 'one of a batch could not be checked')
      const files = request.isMultipart() ? await takeFiles(request, ctx.storage) : null
      const batch = files ? batchOfFiles(ctx, files) : batchOfCodes(ctx, codesIn(request))
      const lines = await verifyBatch(ctx, batch, { language, note }).catch(async (error) => {
        await batch.letGo()
        throw error
      })
      const name = 'verifications'
      const { type, write } = listForms[format]
      const stream = write(lines, { name, columns, language }).once(
        'close',
        () => void batch.letGo().catch(note),
      )
      reply.header('content-language', language).header('vary', 'accept, accept-language')
      return sendDownload(request, reply, {
        name: `${name}.${format}`,
        type: `${type}; charset=utf-8`,
        stream,
      })
    },
  )
}

function codesIn({ body }: FastifyRequest): string[] {
  const { data, faults } = parseInput(wire.CodesToVerify, body)
  if (data === null) throw new Refusal('bad-input', say('see-errors'), faults)
  return data.codes
}
