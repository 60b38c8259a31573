import fc from 'fast-check'
import type { Schema } from '../setup/operations.ts'
import type { Known } from './known.ts'

/** Makes values that suit a schema of the API description; `name` is the property that they are for. */
export type Values = (schema: Schema, name?: string, depth?: number) => fc.Arbitrary<unknown>

const DAY = 86_400_000

export function valuesFor(schemas: Record<string, Schema>, known: Known, today: Date): Values {
  const moments = fc.integer({ min: -400, max: 400 }).map((days) => new Date(today.getTime() + days * DAY))
  const formats: Record<string, fc.Arbitrary<string>> = {
    date: moments.map((moment) => moment.toISOString().slice(0, 10)),
    'date-time': moments.map((moment) => moment.toISOString()),
    email: fc.constantFrom('learner.one@example.org', 'a@b.example'),
    uri: fc.constantFrom('https://example.org/a', 'https://example.org/?q=1'),
    binary: fc.string({ maxLength: 50 }),
  }

  const values: Values = (schema, name = '', depth = 0) => {
    const { $ref, anyOf, oneOf, allOf, enum: choices, const: only, examples } = schema
    if (typeof $ref === 'string') return values(schemas[$ref.split('/').at(-1)!] ?? {}, name, depth)
    if (only !== undefined) return fc.constant(only)
    if (Array.isArray(choices)) return fc.constantFrom(...choices)
    const several = anyOf ?? oneOf ?? allOf
    if (Array.isArray(several)) return fc.oneof(...several.map((inner: Schema) => values(inner, name, depth)))
    const made = ofType(schema, name, depth)
    return Array.isArray(examples) && examples.length > 0
      ? fc.oneof({ weight: 3, arbitrary: made }, fc.constantFrom(...examples))
      : made
  }

  function ofType(schema: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
    if (type === 'string') return texts(schema, name)
    if (type === 'integer' || type === 'number') return numbers(schema)
    if (type === 'boolean') return fc.boolean()
    if (type === 'null') return fc.constant(null)
    if (type === 'array') return lists(schema, name, depth)
    if (type === 'object' || schema.properties) return objects(schema, depth)
    return depth > 4 ? fc.constant(null) : fc.jsonValue({ maxDepth: 2 })
  }

  function texts({ format, pattern, minLength, maxLength }: Schema, name: string): fc.Arbitrary<string> {
    const [least, most] = [
      Number(minLength ?? 0),
      Math.max(Number(minLength ?? 0), Math.min(Number(maxLength ?? 40), 60)),
    ]
    const seen = { weight: 3, arbitrary: known.oneOf(name) }
    if (format === 'uuid') return known.oneOf(name)
    if (typeof format === 'string') return formats[format] ?? known.oneOf(name)
    if (typeof pattern === 'string') return fc.oneof(seen, fc.stringMatching(new RegExp(pattern)))
    return fc.oneof(
      seen,
      fc.string({ minLength: least, maxLength: most }),
      fc.string({ unit: 'binary', minLength: least, maxLength: most }),
      fc.constant('Ķēniņa Āboliņš'.slice(0, most).padEnd(least, 'ā')),
    )
  }

  function lists({ items, minItems, maxItems }: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    const least = Number(minItems ?? 0)
    const most = Math.max(least, Math.min(Number(maxItems ?? 4), 4))
    return fc.array(values((items ?? {}) as Schema, name, depth + 1), { minLength: least, maxLength: most })
  }

  function objects({ properties = {}, required = [] }: Schema, depth: number): fc.Arbitrary<unknown> {
    const given = Object.entries(properties as Record<string, Schema>)
    const wanted = new Set(required as string[])
    const kept = depth > 6 ? given.filter(([name]) => wanted.has(name)) : given
    const made = Object.fromEntries(kept.map(([name, inner]) => [name, values(inner, name, depth + 1)]))
    return fc.record(made, { requiredKeys: kept.map(([name]) => name).filter((name) => wanted.has(name)) })
  }

  return values
}

/** Small ones first: most of what is counted here is small. */
function numbers({ minimum, maximum, type }: Schema): fc.Arbitrary<number> {
  const [least, most] = [Number(minimum ?? -1000), Number(maximum ?? 100_000)]
  if (type === 'number') return fc.double({ min: least, max: most, noNaN: true })
  const near = fc.integer({ min: least, max: Math.max(least, Math.min(most, least + 10)) })
  return fc.oneof({ weight: 3, arbitrary: near }, fc.integer({ min: least, max: most }))
}

/** A pair of a form or a query, of characters that can be sent. */
export const wellFormed = ([name = '', value = '']: string[]): [string, string] => [
  name.toWellFormed(),
  value.toWellFormed(),
]
