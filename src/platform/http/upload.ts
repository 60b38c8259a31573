import '@fastify/multipart'
import type { FastifyError, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type Fault, Refusal } from '../../errors.ts'
import { sha256 } from '../hash.ts'
import { faultsOf, faultsOfText } from './faults.ts'
import { fingerprintOf } from './idempotency.ts'

/**
 * Reads a multipart form with one file and checked fields; every fault is named at once. The bytes are held in memory,
 * up to `maxBytes`. An idempotency key then stands for the fields and the file together.
 */
export async function readUpload<T extends z.ZodType>(
  request: FastifyRequest,
  schema: T,
  maxBytes: number,
): Promise<{ fields: z.infer<T>; bytes: Uint8Array }> {
  if (!request.isMultipart())
    throw new Refusal('unsupported-media', 'Send multipart/form-data with one file.')
  const given: Record<string, unknown> = {}
  let bytes: Buffer | null = null
  try {
    for await (const part of request.parts({ limits: { fileSize: maxBytes, files: 1, fields: 20 } })) {
      if (part.type === 'file') bytes = await part.toBuffer()
      else given[part.fieldname] = part.value
    }
  } catch (error) {
    if ((error as FastifyError).statusCode) throw error
    throw new Refusal('bad-input', 'The body is not a whole multipart form.', [
      { in: 'body', pointer: '', detail: 'not multipart/form-data' },
    ])
  }
  const parsed = schema.safeParse(given)
  const faults: Fault[] = [...(parsed.success ? [] : faultsOf(parsed.error)), ...faultsOfText(given, 'body')]
  if (bytes === null || bytes.length === 0)
    faults.push({ in: 'body', pointer: '/file', detail: 'a file that is not empty is needed' })
  if (!parsed.success || bytes === null || faults.length > 0) {
    throw new Refusal('bad-input', 'See errors for each fault and where it is.', faults)
  }
  const claim = request.ctx?.idempotency
  if (claim) {
    claim.fingerprint = fingerprintOf(request, { given, sha256: sha256(bytes) })
  }
  return { fields: parsed.data, bytes }
}
