import { sample } from 'openapi-sampler'

type Schema = {
  type?: string | string[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  items?: object
  default?: unknown
  additionalProperties?: unknown
}
type Sampled = NonNullable<Parameters<typeof sample>[0]>

/** Components of an API document by name, as `#/components/schemas/…` refers to them. */
type Components = Record<string, object>

/**
 * Gives of a schema a value that it accepts, to show to a reader: the author's own example where there is one. Undefined
 * where the schema says nothing.
 */
export function samplerOf(components: Components): (schema: object) => unknown {
  const document = { components: { schemas: withTexts(components) } }
  const options = { enablePatterns: true, quiet: true }
  return (schema) => sample(withTexts(schema) as Sampled, options, document) ?? undefined
}

/**
 * A copy in which texts and numbers have examples as this field knows them. Properties of any name and defaults are left
 * out: shown, they would tell nothing of what may be sent.
 */
function withTexts(schemas: object): object {
  return JSON.parse(JSON.stringify(schemas), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const { additionalProperties: _any, default: _usual, ...schema } = value as Schema
    const example = exampleOf(schema)
    return example === undefined ? schema : { ...schema, example }
  })
}

function exampleOf(schema: Schema): number | string | never[] | undefined {
  // A list of nothing.
  if (schema.items && 'not' in schema.items) return []
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (['const', 'enum', 'examples'].some((given) => given in schema)) return undefined
  if (type === 'integer' || type === 'number') return exampleNumber(schema)
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
  return samples.find(
    (text) =>
      text.length >= minLength &&
      text.length <= maxLength &&
      (!pattern || new RegExp(pattern, 'u').test(text)),
  )
}
