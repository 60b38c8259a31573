import type { z } from 'zod'
import { describeWho } from '../actions/who-may.ts'
import type { Access, scopes } from '../auth/access.ts'
import type { ApiDocument, Content, DescribedRoute, Operation } from './api-document.ts'
import {
  describeAnswers,
  furtherResponses,
  ownProblem,
  problemResponses,
  problemsOf,
  responseName,
} from './describe-problems.ts'
import { byName, plainSchema, simplifyNames } from './describe-schemas.ts'
import { describeFields } from './described/describe-fields.ts'
import { describeHeaders, headerComponents } from './described/describe-headers.ts'
import tags from './described/tags.json' with { type: 'json' }
import { Problem } from './problems.ts'
import { samplerOf } from './samples.ts'

const scopeMeanings: Record<(typeof scopes)[number], string> = {
  read: 'read what the organisation may see',
  register: 'register people, mobilities, agreements and cases',
  recognise: 'act in the recognition of outcomes',
  administer: 'manage the organisation, its members and clients',
  operate: 'register organisations',
  verify: 'check many certificates at once',
}

/** The address of a route as OpenAPI writes it. */
export const apiPath = (url: string): string => url.replace(/:(\w+)/g, '{$1}')

/**
 * Adds to a generated API document what every route has: who may call it, its problems, the headers it takes, and the
 * bodies that are not JSON; `path` is what others reach the service below.
 */
export function completeDocument(generated: object, routes: DescribedRoute[], path: string): object {
  const document = simplifyNames(generated as ApiDocument)
  const schemas = byName({ ...document.components.schemas, Problem: plainSchema(Problem) })
  document.components.schemas = schemas
  document.components.responses = problemResponses
  document.components.headers = headerComponents
  document.components.securitySchemes = {
    oauth2: {
      type: 'oauth2',
      description:
        "Client credentials; with `member=…` the token acts for that person of the client's organisation.",
      flows: { clientCredentials: { tokenUrl: `${path}/oauth/token`, scopes: scopeMeanings } },
    },
  }
  const sampleOf = samplerOf(schemas)
  for (const route of routes) {
    const method = String(route.method).toLowerCase()
    const operation = document.paths[apiPath(route.url)]?.[method]
    if (operation) {
      completeOperation(operation, method, route)
      describeHeaders(operation, route, routes)
      addExamples(operation, sampleOf)
    }
  }
  describeFields(document)
  return { ...document, tags, paths: inOrder(document.paths) }
}

/** Addresses by what they are about, in the order of the work. */
function inOrder(paths: ApiDocument['paths']): ApiDocument['paths'] {
  const placeOf = (operations: ApiDocument['paths'][string]) =>
    tags.findIndex(({ name }) => Object.values(operations)[0]?.tags?.includes(name))
  return Object.fromEntries(Object.entries(paths).sort(([, one], [, other]) => placeOf(one) - placeOf(other)))
}

function completeOperation(operation: Operation, method: string, route: DescribedRoute): void {
  const access = route.config?.access as Access
  operation.operationId = (route.config as { operation?: string }).operation ?? ''
  const who = describeWho(access, route.config?.actions ?? [])
  operation.description = [operation.description, who].filter(Boolean).join(' ')
  operation.security = access === 'public' ? [] : [{ oauth2: [access.scope] }]
  const { bodies, bodyOptional, streams } = route.config as {
    bodies?: Record<string, z.ZodType | 'binary' | 'text'>
    bodyOptional?: true
    streams?: true
  }
  if (bodies) operation.requestBody = { required: true, content: contentOf(bodies) }
  if (bodyOptional && operation.requestBody) operation.requestBody.required = false
  if (access !== 'public' && method === 'post' && !streams)
    operation.parameters = [...(operation.parameters ?? []), idempotencyKey]
  if (method === 'patch') operation.parameters = [...(operation.parameters ?? []), ifMatch]
  describeAnswers(operation.responses)
  for (const [status, further] of furtherResponses(route, operation.responses['200']))
    operation.responses[status] ??= further
  for (const status of problemsOf(route, method)) {
    const own = operation.responses[status]
    const common = { $ref: `#/components/responses/${responseName(status)}` }
    operation.responses[status] = own ? ownProblem(own, route, status) : common
  }
}

const plainText = /^text\/|jwt|jsonl$/

/** No body of text is larger than the largest of files. */
const MAX_TEXT = 10 * 1024 * 1024

/**
 * Every body that is JSON or a form carries an example, so that a reader sees what to send and what comes back; other
 * media are text or bytes, whatever the JSON of the same answer looks like.
 */
function addExamples(operation: Operation, sampleOf: (schema: object) => unknown): void {
  for (const { content = {} } of [operation.requestBody ?? {}, ...Object.values(operation.responses)]) {
    for (const [mediaType, body] of Object.entries(content)) {
      if (/[/+]json$|form-/.test(mediaType)) addExample(body, sampleOf)
      else body.schema = plainText.test(mediaType) ? textOf(body) : { type: 'string', format: 'binary' }
    }
  }
}

/** Text, whatever the JSON of the same answer looks like, and as long as was said. */
function textOf({ schema }: Content[string]): object {
  const { type, maxLength } = { ...schema } as { type?: string; maxLength?: number }
  return type === 'string' && maxLength ? { type, maxLength } : { type: 'string' }
}

function addExample(body: Content[string], sampleOf: (schema: object) => unknown): void {
  const example = body.schema && sampleOf(body.schema)
  if (example !== undefined) body.example = example
}

function contentOf(bodies: Record<string, z.ZodType | 'binary' | 'text'>): Content {
  const entries = Object.entries(bodies).map(([mediaType, body]) => {
    if (body === 'binary') return [mediaType, { schema: { type: 'string', format: 'binary' } }]
    if (body === 'text') return [mediaType, { schema: { type: 'string', maxLength: MAX_TEXT } }]
    const schema = plainSchema(body)
    return [mediaType, { schema: mediaType === 'multipart/form-data' ? withFile(schema) : schema }]
  })
  return Object.fromEntries(entries)
}

function withFile(schema: Record<string, unknown>): object {
  const properties = { file: { type: 'string', format: 'binary' }, ...(schema.properties as object) }
  return { ...schema, properties, required: ['file', ...((schema.required as string[]) ?? [])] }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same key with the same request is carried out once and answered alike.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The ETag that was read, so that no change of another is lost.',
  schema: { type: 'string', maxLength: 200 },
}
