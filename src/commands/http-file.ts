import type { ApiDocument, Operation } from '../platform/http/api-document.ts'
import { samplerOf } from '../platform/http/samples.ts'

type Parameter = { name: string; in: string; required?: boolean; schema: object }
type Place = { method: string; path: string; operation: Operation; sampleOf: (schema: object) => unknown }

const EDGE = 'recognition'

const opening = `# Every operation of the API, in the order of the work, to be sent by a click: for the REST Client of VS Code and for httpYac.
# Enter the client, and as \`as\` &member=ID where somebody has to judge; send the first request; then any other one.
# Written by npm run openapi from openapi.json: bodies are the examples there.

@url = http://localhost:3000
@clientId =
@clientSecret =
@as =`

const signIn = `### Sign in
# @name signIn
POST {{url}}/oauth/token
content-type: application/x-www-form-urlencoded

grant_type=client_credentials&client_id={{clientId}}&client_secret={{clientSecret}}{{as}}`

/** Every operation below /v1 of an API document as a file of requests, by its tags in their order. */
export function httpFileOf(document: ApiDocument): string {
  const sampleOf = samplerOf(document.components.schemas)
  const places = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Place => ({ method, path, operation, sampleOf })),
  )
  const inOrder = (document.tags ?? []).flatMap(({ name }) =>
    places.filter(({ path, operation }) => path.startsWith('/v1/') && operation.tags?.includes(name)),
  )
  const variables = new Map(inOrder.flatMap(variablesOf))
  const declared = [...variables].map(([name, value]) => `@${name} = ${value}`).join('\n')
  return `${[opening, declared, signIn, ...inOrder.map(requestOf)].join('\n\n')}\n`
}

/** Says nothing of what it is the name of. */
const bare = new Set(['id', 'number', 'code', 'other', 'list'])

/** What stands in an address is called by what it is an id of. */
function variableAt(path: string, name: string): string {
  if (!bare.has(name)) return name
  const [, before = ''] = new RegExp(`([\\w-]+)/\\{${name}\\}`).exec(path) ?? []
  const words = `${before}-${name}`.split('-')
  return words.map((word, place) => (place === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('')
}

const inside = ({ operation }: Place, where: string): Parameter[] =>
  ((operation.parameters ?? []) as Parameter[]).filter((parameter) => parameter.in === where)

function variablesOf(place: Place): [string, unknown][] {
  return inside(place, 'path').map(({ name, schema }) => [
    variableAt(place.path, name),
    place.sampleOf(schema),
  ])
}

function requestOf(place: Place): string {
  const { method, path, operation } = place
  const query = inside(place, 'query')
  const must = query.filter(({ required }) => required)
  const may = query.filter(({ required }) => !required).map(({ name }) => name)
  const address = path.replace(/\{(\w+)\}/g, (_, name) => `{{${variableAt(path, name)}}}`)
  const asked = must.map(
    ({ name, schema }) => `${name}=${encodeURIComponent(String(place.sampleOf(schema)))}`,
  )
  const { headers, body } = bodyOf(operation)
  const lines = [
    `### ${operation.summary}`,
    `# ${operation.operationId}${may.length > 0 ? `; takes ?${may.join(', ')}` : ''}`,
    `${method.toUpperCase()} {{url}}${address}${asked.length > 0 ? `?${asked.join('&')}` : ''}`,
    ...(operation.security?.length ? ['authorization: Bearer {{signIn.response.body.access_token}}'] : []),
    ...inside(place, 'header').flatMap(({ name }) =>
      name === 'Idempotency-Key' ? 'idempotency-key: {{$guid}}' : name === 'If-Match' ? 'if-match: *' : [],
    ),
    ...headers,
    ...(body === null ? [] : ['', body]),
  ]
  return lines.join('\n')
}

/** The first of the media types that an operation takes, with the example of it. */
function bodyOf({ requestBody }: Operation): { headers: string[]; body: string | null } {
  const [first] = Object.entries(requestBody?.content ?? {})
  if (!first) return { headers: [], body: null }
  const [mediaType, { example }] = first
  if (mediaType === 'multipart/form-data') {
    const headers = [`content-type: ${mediaType}; boundary=${EDGE}`]
    return { headers, body: formOf(example as Record<string, unknown>) }
  }
  const body = mediaType.endsWith('json') ? JSON.stringify(example, null, 2) : '< ./file'
  return { headers: [`content-type: ${mediaType}`], body }
}

function formOf(fields: Readonly<Record<string, unknown>>): string {
  const { file, ...others } = fields
  // What is said of a file comes before it.
  const parts = Object.entries({ ...others, ...(file === undefined ? {} : { file }) }).map(([name, value]) =>
    name === 'file'
      ? `content-disposition: form-data; name="file"; filename="file"\n\n< ./file`
      : `content-disposition: form-data; name="${name}"\n\n${value}`,
  )
  return [...parts.map((part) => `--${EDGE}\n${part}`), `--${EDGE}--`].join('\n')
}
