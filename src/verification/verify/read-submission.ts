import '@fastify/multipart'
import type { FastifyError, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { readVerificationCode } from '../../certification/certificates/certificate.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { sha256 } from '../../platform/hash.ts'
import { parseInput } from '../../platform/http/faults.ts'
import { formLimits, keepField } from '../../platform/http/upload.ts'
import { readJson } from '../../platform/json/read-json.ts'
import { refuseJson } from '../../platform/json/take-json.ts'
import type { PersonClaim } from './check-person.ts'
import type { GivenToCheck } from './pages/render-record.ts'
import { PersonForm, VerificationForm, VerificationRequest } from './schemas.ts'
import { say } from './words.ts'

/** The largest document that is taken for checking, in bytes. */
export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024

/** For the API description: what is taken as it comes, by its media type. */
export const documentBodies = {
  'application/json': VerificationRequest,
  'application/pdf': 'binary',
  'application/vc+jwt': 'text',
  'application/vc+ld+json': 'text',
  'application/ld+json': 'text',
  'application/jose+json': 'text',
  'application/vc+sd-jwt': 'text',
  'application/dc+sd-jwt': 'text',
  'application/zip': 'binary',
  'message/rfc822': 'text',
  'image/png': 'binary',
  'image/jpeg': 'binary',
  'multipart/form-data': VerificationForm,
} as const

/** What is to be checked, and whose it is said to be. */
export type Submission = {
  code?: string | undefined
  document?: Buffer | undefined
  claim: PersonClaim
  /** There where a record of it is asked for. */
  record?: GivenToCheck | undefined
}

/** Documents are kept as the bytes they came in, JSON too, for bytes are what is compared. */
export function takeDocuments(app: Parameters<FastifyPluginAsyncZod>[0]): void {
  const types = [
    'application/pdf',
    'application/vc+jwt',
    'application/vc+ld+json',
    'application/ld+json',
    'application/jose+json',
    'application/vc+sd-jwt',
    'application/dc+sd-jwt',
    'application/zip',
    'message/rfc822',
    'image/png',
    'image/jpeg',
    'image/svg+xml',
    'application/json',
  ]
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

/** Reads what was sent in any of the kinds that are taken; all faults are named at once. */
export async function readSubmission(request: FastifyRequest): Promise<Submission> {
  if (request.isMultipart()) return readForm(request)
  const contentType = request.headers['content-type'] ?? ''
  if (contentType.startsWith('application/x-www-form-urlencoded')) return fromFields(request.body, undefined)
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  return contentType.startsWith('application/json') ? fromJson(body) : { document: body, claim: {} }
}

function fromJson(body: Buffer): Submission {
  const json = readBody(body)
  if ('@context' in json || 'verification' in json || 'payload' in json) return { document: body, claim: {} }
  const { jwt, code, birthDate, email } = parse(VerificationRequest, json) as {
    jwt?: string
    code?: string
  } & PersonClaim
  const claim = { birthDate, email }
  return jwt === undefined ? { code, claim } : { document: Buffer.from(jwt.trim()), claim }
}

/** Reads whose a certificate is said to be, as a form or as JSON; what is left empty is not given. */
export function readClaim({ body, headers }: FastifyRequest): PersonClaim {
  if (!headers['content-type']?.startsWith('application/json')) return parse(PersonForm, body ?? {})
  return parse(PersonForm, readBody(Buffer.isBuffer(body) ? body : Buffer.alloc(0)))
}

/** The object that a body of JSON is. */
function readBody(body: Buffer): object {
  const { value, fault } = readJson(body.toString('utf8').trim())
  if (fault && fault.reason !== 'not-json') throw refuseJson(fault)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw refuse([{ in: 'body', pointer: '', detail: say('not-a-json-object') }])
}

async function readForm(request: FastifyRequest): Promise<Submission> {
  const fields: Record<string, unknown> = {}
  let document: Buffer | undefined
  let name = ''
  try {
    for await (const part of request.parts({
      limits: { ...formLimits, fileSize: MAX_DOCUMENT_BYTES },
    })) {
      if (part.type === 'file') {
        document = await part.toBuffer()
        name = part.filename
      } else keepField(fields, part)
    }
  } catch (error) {
    if ((error as FastifyError).statusCode) throw error
    throw refuse([{ in: 'body', pointer: '', detail: say('not-a-form') }])
  }
  // A browser sends an empty file where none was chosen.
  return fromFields(fields, document?.length ? document : undefined, name)
}

function fromFields(fields: unknown, document: Buffer | undefined, name = ''): Submission {
  const { code, birthDate, email, record } = parse(VerificationForm, fields ?? {})
  if (code === undefined && document === undefined)
    throw refuse([{ in: 'body', pointer: '/code', detail: say('code-or-file') }])
  if (code !== undefined && document !== undefined)
    throw refuse([{ in: 'body', pointer: '/file', detail: say('not-both') }])
  return { code, document, claim: { birthDate, email }, record: record && checkedAs(code, document, name) }
}

function checkedAs(code = '', document: Buffer | undefined, name: string): GivenToCheck {
  if (!document) return { code: readVerificationCode(code) ?? code }
  const shown = [...name.replace(/[\p{Cc}\p{Cf}]/gu, ' ')].slice(-200).join('')
  return { file: { name: shown, sha256: sha256(document), bytes: document.length } }
}

function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const { data, faults } = parseInput(schema, value)
  if (data === null) throw refuse(faults)
  return data
}

const refuse = (faults: Fault[]) => new Refusal('bad-input', say('see-errors'), faults)
