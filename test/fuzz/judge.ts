import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { undeclared } from '../setup/declared.ts'
import type { ApiDocument, Operation } from '../setup/operations.ts'
import type { Answer } from './ask.ts'

/** What belongs to the inside of the service and must stand in no answer: SQL, stacks, paths, names of its errors. */
const inside: [string, RegExp][] = [
  ['a stack', /\n\s+at \S+ \(|\bat (?:async )?[\w.<>]+ \(?(?:file:|node:|\/)/],
  ['a path', /node_modules|file:\/\/\/|\/(?:tmp|home|root|usr|var|work)\/\w|\bsrc\/[\w/-]+\.ts/],
  [
    'SQL',
    /\bselect\b[^.]{0,200}\bfrom "|\binsert into "|\bupdate "\w+" set\b|Failed query|violates \w+(?: \w+)? constraint|\brelation "|syntax error at or near|invalid input syntax|duplicate key value|current transaction is aborted/i,
  ],
  [
    'an error',
    /\b(?:PostgresError|DrizzleQueryError|ZodError|TypeError|RangeError|ReferenceError|SyntaxError)\b/,
  ],
  [
    'what a parser says',
    /Unexpected token|in JSON at position|Cannot read propert|is not a function|\[object Object\]/,
  ],
]

const binary = /pdf|zip|octet-stream|image\/(?!svg)/

export type Judge = (operation: Operation, answer: Answer) => string[]

/** Says what is wrong with an answer, whatever was asked: nothing, if it is one that the API description promises. */
export function judgeBy(document: ApiDocument): Judge {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  formats.default(ajv)
  ajv.addSchema({ $id: 'api', components: document.components })
  const compiled = new Map<string, ReturnType<typeof ajv.compile> | null>()

  function schemaFor(operation: Operation, status: string, mediaType: string) {
    const key = `${operation.name} ${status} ${mediaType}`
    if (!compiled.has(key)) {
      const told = operation.responses[status]
      const named = told?.$ref?.split('/').at(-1)
      const content = named ? document.components.responses[named]?.content : told?.content
      const schema = content?.[mediaType]?.schema
      const own = schema && JSON.stringify(schema).replaceAll('"#/components', '"api#/components')
      compiled.set(key, own ? ajv.compile(JSON.parse(own)) : null)
    }
    return compiled.get(key)!
  }

  function againstSchema(operation: Operation, status: number, mediaType: string, text: string): string[] {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return ['is called JSON and is none']
    }
    const check = schemaFor(operation, String(status), mediaType)
    if (!check || check(value)) return []
    return [`is not as described: ${ajv.errorsText(check.errors)}`]
  }

  return (operation, { status, headers, body }) => {
    const mediaType = headers['content-type']?.split(';')[0] ?? null
    const faults: string[] = status >= 500 ? [`answers ${status}`] : []
    const method = operation.method.toUpperCase()
    const missing = undeclared(document, {
      method,
      path: operation.path,
      status,
      mediaType,
      headers: Object.keys(headers),
    })
    if (missing) faults.push(missing)
    if (mediaType === null || binary.test(mediaType)) return faults
    const text = body.toString('utf8')
    const shown = text + JSON.stringify(headers)
    faults.push(...inside.filter(([, pattern]) => pattern.test(shown)).map(([what]) => `shows ${what}`))
    if (/json$/.test(mediaType) && status !== 206 && body.length > 0)
      faults.push(...againstSchema(operation, status, mediaType, text))
    return faults
  }
}
