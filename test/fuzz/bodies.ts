import fc from 'fast-check'
import type { Operation } from '../setup/operations.ts'
import type { Asked } from './ask.ts'
import { breakages, spoilings } from './breakage.ts'
import { type Values, wellFormed } from './values.ts'

type Body = { type: string; bytes: string | Buffer } | null
type Sent = { type: string; value: unknown }

const otherTypes = ['text/plain', 'application/json; charset=x', 'application/xml', 'multipart/form-data', '']

/** Bodies for an operation, made by its schema or sent before; `count` says in how many places they are broken. */
export function bodyOf(
  operation: Operation,
  values: Values,
  seen: readonly Asked[],
  count: number,
): fc.Arbitrary<Body> {
  if (operation.method === 'get') return fc.constant(null)
  const content = Object.entries(operation.requestBody?.content ?? {})
  const made = content.map(([type, { schema = {} }]) =>
    values(schema).map((value): Sent => ({ type, value })),
  )
  const again = seen.flatMap(valueIn)
  const sources = again.length > 0 ? [...made, fc.constantFrom(...again), fc.constantFrom(...again)] : made
  if (sources.length === 0) {
    const needless: Body = { type: 'application/json', bytes: '{"a":1}' }
    return count > 0 ? fc.constantFrom(null, needless) : fc.constant(null)
  }
  const whole = fc.oneof(...sources)
  if (count === 0)
    return whole.map(({ type, value }) => ({ type: labelled(type), bytes: written(type, value) }))
  return fc
    .record({
      whole,
      changes: fc.array(breakages, { minLength: 1, maxLength: count }),
      spoil: fc.option(spoilings, { freq: 4 }),
      other: fc.option(fc.constantFrom(...otherTypes), { freq: 6 }),
    })
    .map(({ whole: { type, value }, changes, spoil, other }) => {
      const bytes = written(
        type,
        changes.reduce((held, change) => change(held), value),
      )
      return {
        type: other ?? labelled(type),
        bytes: spoil && typeof bytes === 'string' ? spoil(bytes) : bytes,
      }
    })
}

/** The value of a body that was sent before; bytes that are no value go again as they are. */
function valueIn({ headers, body }: Asked): Sent[] {
  const type = headers['content-type'] ?? ''
  if (!body) return []
  if (type.startsWith('application/json'))
    return [{ type: 'application/json', value: JSON.parse(body.toString()) }]
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const value = Object.fromEntries(new URLSearchParams(body.toString()))
    return [{ type: 'application/x-www-form-urlencoded', value }]
  }
  return [{ type, value: body }]
}

const boundary = 'between-the-parts'
const labelled = (type: string) => (type === 'multipart/form-data' ? `${type}; boundary=${boundary}` : type)

function written(type: string, value: unknown): string | Buffer {
  if (Buffer.isBuffer(value)) return value
  if (type === 'application/x-www-form-urlencoded') return new URLSearchParams(fieldsOf(value)).toString()
  if (type === 'multipart/form-data') return multipart(fieldsOf(value))
  if (/json$/.test(type)) return JSON.stringify(value) ?? ''
  return texted(value)
}

function fieldsOf(value: unknown): [string, string][] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).map(([name, inner]) => wellFormed([name, texted(inner)]))
}

const texted = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

function multipart(fields: [string, string][]): string {
  const parts = fields.map(([name, value]) => {
    const quoted = name.replace(/["\r\n]/g, '_')
    const file = name === 'file' ? '; filename="work.txt"\r\ncontent-type: text/plain' : ''
    return `--${boundary}\r\ncontent-disposition: form-data; name="${quoted}"${file}\r\n\r\n${value}\r\n`
  })
  return `${parts.join('')}--${boundary}--\r\n`
}
