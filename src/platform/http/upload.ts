import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyError, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type Fault, Refusal } from '../../errors.ts'
import { sha256 } from '../hash.ts'
import { type Typed, typedIn } from '../pages/typed-form.ts'
import type { Storage } from '../storage/storage.ts'
import { isArrived, type LargeFiles, lengthOf, letGo, takeFile, type Uploaded } from '../storage/uploaded.ts'
import { faultsOfText, parseInput } from './faults.ts'
import { fingerprintOf } from './idempotency.ts'
import { say } from './words.ts'

/** What any form may have beside the size of its file; its fields are as long as their schemas say, and no form is large. */
export const formLimits = { files: 1, fields: 20, parts: 21, fieldSize: 64 * 1024, headerPairs: 20 }

/** Keeps a field of a form; a second one of the same name is kept beside the first, as in a query, for its schema to refuse. */
export function keepField(
  given: Record<string, unknown>,
  { fieldname, value }: { fieldname: string; value: unknown },
): void {
  given[fieldname] = fieldname in given ? [given[fieldname], value] : value
}

/**
 * Reads a multipart form with one file and checked fields; every fault is named at once. The bytes are held in memory,
 * up to `maxBytes`. An idempotency key then stands for the fields and the file together.
 */
export async function readUpload<T extends z.ZodType>(
  request: FastifyRequest,
  schema: T,
  maxBytes: number,
): Promise<{ fields: z.infer<T>; bytes: Uint8Array }> {
  const { fields, file } = await readForm<T, Uint8Array>(
    request,
    schema,
    maxBytes,
    (part) => part.toBuffer(),
    sha256,
  )
  return { fields, bytes: file }
}

/** The same, where a file that begins as a large one does is written down as it comes; whoever called lets it go. */
export async function readLargeUpload<T extends z.ZodType>(
  request: FastifyRequest,
  schema: T,
  maxBytes: number,
  large: LargeFiles,
): Promise<{ fields: z.infer<T>; file: Uploaded }> {
  const hashOf = (file: Uploaded) => (isArrived(file) ? file.sha256() : sha256(file))
  return readForm(request, schema, large.maxBytes, (part) => takeFile(request, part, maxBytes, large), hashOf)
}

async function readForm<T extends z.ZodType, File extends Uploaded>(
  request: FastifyRequest,
  schema: T,
  fileSize: number,
  take: (part: MultipartFile) => Promise<File>,
  hashOf: (file: File) => string | Promise<string>,
): Promise<{ fields: z.infer<T>; file: File }> {
  if (!request.isMultipart()) throw new Refusal('unsupported-media', say('send-form'))
  const { given, file } = await readParts(request, fileSize, take)
  try {
    const read = parseInput(schema, given)
    const faults: Fault[] = [...read.faults, ...faultsOfText(given, 'body')]
    if (file === null || lengthOf(file) === 0)
      faults.push({ in: 'body', pointer: '/file', detail: say('file-needed') })
    if (read.data === null || file === null || faults.length > 0)
      throw new Refusal('bad-input', say('see-errors'), faults)
    request.ctx?.answer?.standFor(fingerprintOf(request, { given, sha256: await hashOf(file) }))
    return { fields: read.data, file }
  } catch (error) {
    await letGo(file)
    throw error
  }
}

async function readParts<File extends Uploaded>(
  request: FastifyRequest,
  fileSize: number,
  take: (part: MultipartFile) => Promise<File>,
): Promise<{ given: Record<string, unknown>; file: File | null }> {
  const given: Record<string, unknown> = {}
  let file: File | null = null
  try {
    for await (const part of request.parts({ limits: { ...formLimits, fileSize } })) {
      if (part.type === 'file') file = await take(part)
      else keepField(given, part)
    }
    return { given, file }
  } catch (error) {
    await letGo(file)
    throw asForm(error)
  }
}

/** What went wrong while a form was read: what has neither status nor code is said of the form by its parser. */
function asForm(error: unknown): unknown {
  const { statusCode, code } = error as Partial<FastifyError>
  if (error instanceof Refusal || statusCode !== undefined || code !== undefined) return error
  return new Refusal('bad-input', say('form-not-whole'), [
    { in: 'body', pointer: '', detail: say('not-form') },
  ])
}

/** The parts of a form as they come; one that is cut off or none at all is refused. */
async function* partsOf(request: FastifyRequest, limits: object): AsyncGenerator<Multipart> {
  try {
    yield* request.parts({ limits })
  } catch (error) {
    throw asForm(error)
  }
}

/** How many files a form may bring, and how large each of them may be. */
export type FilesTaken = { maxBytes: number; maxFiles: number; large?: Omit<LargeFiles, 'storage'> }

/** Hands each file on as it comes, with the fields that came before it; what is in the form, in the end. */
export type ReadFiles = (take: (file: Uploaded, before: Typed) => Promise<void>) => Promise<Typed>

/** As many fields as a form with files has, where an outcome is one of them. */
const fieldLimits = { fields: 100, parts: 120 }

/** So many bytes a form with its files may have. */
export const bodyLimitOf = ({ maxFiles, maxBytes, large }: FilesTaken): number =>
  maxFiles * maxBytes + (large?.maxBytes ?? 0) + 64 * 1024

/**
 * Reads a multipart form with several files, one of which is in memory at a time. What is typed in it stands in the body
 * of the request as it comes, also where the rest is refused; a field for a file that was left empty is none.
 */
export const readFilesOf =
  (request: FastifyRequest, taken: FilesTaken | undefined, { storage }: { storage: Storage }): ReadFiles =>
  async (take) => {
    if (!taken || !request.isMultipart()) throw new Refusal('unsupported-media', say('send-form'))
    const { maxBytes, maxFiles: files, large } = taken
    const fileSize = large?.maxBytes ?? maxBytes
    const given: Record<string, unknown> = {}
    request.body = given
    const limits = { ...formLimits, ...fieldLimits, files: files + 1, fileSize }
    for await (const part of partsOf(request, limits)) {
      if (part.type !== 'file') keepEach(given, part)
      else if (part.filename) {
        const file = takeFile(request, part, maxBytes, large && { ...large, storage })
        await take(await file.catch((error) => Promise.reject(asForm(error))), readable(given))
      } else await part.toBuffer()
    }
    return readable(given)
  }

/** A field may be there several times: each of them is kept. */
function keepEach(
  given: Record<string, unknown>,
  { fieldname, value }: { fieldname: string; value: unknown },
): void {
  const before = Object.hasOwn(given, fieldname) ? given[fieldname] : undefined
  given[fieldname] = before === undefined ? value : [before, value].flat()
}

function readable(given: Record<string, unknown>): Typed {
  const faults = faultsOfText(given, 'body')
  if (faults.length > 0) throw new Refusal('bad-input', say('see-errors'), faults)
  return typedIn(given)
}
