import { beforeAll, describe, expect, test } from 'vitest'
import { suggestCriteria } from '../../src/measure/frameworks/suggest-criteria.ts'
import { MAX_CRITERIA } from '../../src/mobility/mobilities/extent.ts'
import { apiPath } from '../../src/platform/http/describe.ts'
import { MAX_BODY_VALUES } from '../../src/platform/json/take-json.ts'
import { type ApiDocument, documentOf, routesOf } from '../setup/operations.ts'
import { newWorld, type World } from '../setup/world.ts'

type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  maxLength?: number
  maxItems?: number
  maxProperties?: number
  'x-max-letters'?: number
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

let world: World
let document: ApiDocument
beforeAll(async () => {
  world = await newWorld()
  document = documentOf(world.app)
})

/** Every schema of what is sent, with where it stands. */
function* sent(): Generator<{
  where: string
  mediaType: string | null
  path: string
  method: string
  schema: Schema
}> {
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      const name = operation.operationId ?? path
      for (const parameter of (operation.parameters ?? []) as { in: string; name: string; schema: Schema }[])
        yield {
          where: `${name} ${parameter.in}:${parameter.name}`,
          mediaType: null,
          path,
          method,
          schema: parameter.schema,
        }
      for (const [mediaType, { schema = {} }] of Object.entries(operation.requestBody?.content ?? {}))
        yield { where: `${name} ${mediaType}`, mediaType, path, method, schema }
    }
}

const named = ($ref: string) => document.components.schemas[$ref.split('/').at(-1)!] as Schema
const typesOf = ({ type }: Schema) => [type ?? []].flat()

/** Of these the format itself says how long they are. */
const bounded = ['uuid', 'date', 'binary']

/** Whether a pattern ends by itself: outside of its classes, nothing in it repeats without an end. */
const ends = (pattern: string) =>
  /^\^.*\$$/.test(pattern) && !/[*+]|\{\d+,\}/.test(pattern.replace(/\\./g, 'a').replace(/\[[^\]]*\]/g, 'a'))

function isEndless(schema: Schema): boolean {
  const { format, pattern, maxLength, maxItems } = schema
  if ('enum' in schema || 'const' in schema) return false
  const types = typesOf(schema)
  if (types.includes('array')) return maxItems === undefined
  if (types.includes('string'))
    return maxLength === undefined && !bounded.includes(format ?? '') && !(pattern && ends(pattern))
  return false
}

/** The places in a schema where what is sent may go on for ever. */
function endlessIn(schema: Schema, where: string, within: string[] = []): string[] {
  if (schema.$ref)
    return within.includes(schema.$ref)
      ? [`${where}: is in itself`]
      : endlessIn(named(schema.$ref), where, [...within, schema.$ref])
  const { anyOf = [], oneOf = [], allOf = [], properties = {}, items, additionalProperties } = schema
  return [
    ...(isEndless(schema) ? [where] : []),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((branch) => endlessIn(branch, where, within)),
    ...Object.entries(properties).flatMap(([name, inner]) => endlessIn(inner, `${where}/${name}`, within)),
    ...(items ? endlessIn(items, `${where}/[]`, within) : []),
    // Where the names are not known before, so many of them there may be, and the whole is as large as a body may be.
    ...(typeof additionalProperties === 'object' && schema.maxProperties === undefined
      ? [`${where}: has properties without end`]
      : []),
  ]
}

type Size = { bytes: number; values: number }

/** A letter may be written as `\u0101`, a number has no more digits than a double, a moment no more than its format. */
const perLetter = 6
const ofFormat: Record<string, number> = { uuid: 36, date: 10, 'date-time': 40 }
const perNumber = 25

const larger = (one: Size, other: Size): Size => ({
  bytes: Math.max(one.bytes, other.bytes),
  values: Math.max(one.values, other.values),
})

/** How large what a schema takes can be as JSON, and how many values and commas it can have. */
function largest(schema: Schema): Size {
  if (schema.$ref) return largest(named(schema.$ref))
  const whole = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
    .map(largest)
    .concat(typesOf(schema).map((type) => largestOf(type, schema)))
    .reduce(larger, { bytes: 4, values: 1 })
  const letters = schema['x-max-letters']
  return letters === undefined
    ? whole
    : { ...whole, bytes: letters * perLetter + whole.values * 2 * perNumber }
}

function largestOf(type: string, schema: Schema): Size {
  if (schema.enum)
    return { bytes: Math.max(...schema.enum.map((value) => JSON.stringify(value).length)), values: 1 }
  if (type === 'string') {
    const length = schema.maxLength ?? ofFormat[schema.format ?? ''] ?? 100
    return { bytes: 2 + perLetter * length, values: 1 }
  }
  if (type === 'array') {
    const item = largest(schema.items ?? {})
    const count = schema.maxItems ?? Number.POSITIVE_INFINITY
    return { bytes: 2 + count * (item.bytes + 1), values: 2 + count * item.values }
  }
  if (type !== 'object') return { bytes: perNumber, values: 1 }
  return Object.entries(schema.properties ?? {}).reduce<Size>(
    (sum, [name, inner]) => {
      const { bytes, values } = largest(inner)
      return { bytes: sum.bytes + name.length + 4 + bytes, values: sum.values + values }
    },
    { bytes: 2, values: 2 },
  )
}

describe('the limits of what is sent', () => {
  test('every text and every list of every parameter and body has one', () => {
    const endless = [...sent()].flatMap(({ where, schema }) => endlessIn(schema, where))
    expect(endless).toEqual([])
  })

  test('every body that a schema takes fits what its route takes, in bytes and in values', () => {
    const routes = routesOf(world.app)
    const bodies = [...sent()].filter(({ mediaType }) => mediaType && /json|form-url/.test(mediaType))
    expect(bodies.length).toBeGreaterThan(50)
    const wrong = bodies.flatMap(({ where, path, method, schema, mediaType }) => {
      const route = routes.find(
        ({ url, method: verb }) => apiPath(url) === path && String(verb).toLowerCase() === method,
      )
      const limit = route?.bodyLimit ?? world.app.initialConfig.bodyLimit!
      // A document is text as it stands: none of its letters is written in another way.
      const { bytes, values } = typesOf(schema).includes('string')
        ? { bytes: schema.maxLength!, values: 1 }
        : largest(schema)
      const fits = bytes <= limit && (mediaType !== 'application/json' || values <= MAX_BODY_VALUES)
      return fits ? [] : [`${where}: ${bytes} bytes, ${values} values; the route takes ${limit}`]
    })
    expect(wrong).toEqual([])
  })

  test('no framework suggests more criteria for an outcome than are taken', () => {
    const counts = [...world.services.frameworks.values()].flatMap((framework) =>
      framework.areas
        .flatMap(({ competences }) => competences)
        .flatMap(({ code }) =>
          [null, ...framework.levels.map(({ level }) => level)].map(
            (target) => suggestCriteria(framework, code, target).length,
          ),
        ),
    )
    expect(counts.length).toBeGreaterThan(100)
    expect(Math.max(...counts)).toBeLessThanOrEqual(MAX_CRITERIA)
  })
})
