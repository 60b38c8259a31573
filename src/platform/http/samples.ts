type Schema = {
  $ref?: string
  examples?: unknown[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  type?: string | string[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  minItems?: number
  items?: Schema
  prefixItems?: Schema[]
  properties?: Record<string, Schema>
}

/** Components of an API document by name, as `#/components/schemas/…` refers to them. */
export type Components = Record<string, object>

/**
 * A value that the schema accepts, to show to a reader: the author's own example where there is one. Undefined where
 * the schema says nothing, or asks for a pattern that none of our sample texts fits.
 */
export function exampleOf(given: object, components: Components, depth = 0): unknown {
  const schema = given as Schema
  if (schema.examples?.length) return schema.examples[0]
  if (schema.$ref) {
    const known = components[schema.$ref.split('/').at(-1) ?? '']
    return known && depth < 12 ? exampleOf(known, components, depth + 1) : undefined
  }
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return firstOf(choices.map((one) => exampleOf(one, components, depth + 1)))
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => exampleOf(one, components, depth)))
  return exampleOfType(schema, components, depth)
}

function firstOf(values: unknown[]): unknown {
  return values.find((value) => value !== undefined && value !== null) ?? values[0]
}

function exampleOfType(schema: Schema, components: Components, depth: number): unknown {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
  if (type === 'object') {
    const entries = Object.entries(schema.properties ?? {})
      .map(([name, inner]) => [name, exampleOf(inner, components, depth + 1)] as const)
      .filter(([, value]) => value !== undefined)
    return Object.fromEntries(entries)
  }
  if (type === 'array') {
    if (schema.prefixItems) return schema.prefixItems.map((item) => exampleOf(item, components, depth + 1))
    const item = schema.items ? exampleOf(schema.items, components, depth + 1) : undefined
    return item === undefined ? [] : Array.from({ length: schema.minItems || 1 }, () => item)
  }
  if (type === 'integer' || type === 'number') return exampleNumber(schema)
  if (type === 'boolean') return true
  if (type === 'null') return null
  return type === 'string' ? exampleText(schema) : undefined
}

function exampleNumber({ minimum, exclusiveMinimum, maximum }: Schema): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? 1 : exclusiveMinimum + 1)
  return Math.min(Math.max(least, 1), maximum ?? Number.POSITIVE_INFINITY)
}

const byFormat: Record<string, string> = {
  uuid: '01993c7e-0000-7000-8000-000000000001',
  date: '2026-09-07',
  'date-time': '2026-11-21T14:00:00.000Z',
  email: 'learner.one@example.org',
  uri: 'https://example.org/work',
  binary: '(bytes)',
}

/** Texts of the kinds that patterns here ask for: the first that fits is shown. */
const samples = [
  'text',
  'LV',
  'lv',
  '1.1',
  '1',
  '1.0',
  '2.2.0',
  'a-framework-1.0',
  'mobility.register',
  'E10000001',
  '2026-09-07',
  '2026-1-LV01-KA121-VET-000012345',
  '01993c7e-0000-7000-8000-000000000001',
  '01993c7e-0000-7000-8000-000000000001.1',
  'a'.repeat(43),
  '0123456789abcdef'.repeat(4),
  `sha256:${'0123456789abcdef'.repeat(4)}`,
  'https://example.org/work',
]

function exampleText({ format, pattern, minLength = 0, maxLength = 1000 }: Schema): string | undefined {
  if (format && byFormat[format]) return byFormat[format]
  const fits = samples.find(
    (text) =>
      text.length >= minLength &&
      text.length <= maxLength &&
      (!pattern || new RegExp(pattern, 'u').test(text)),
  )
  return fits ?? (pattern ? undefined : 'x'.repeat(minLength))
}
