import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Fault, Refusal } from '../../errors.ts'
import { reference } from '../words/language.ts'
import type { Sentence } from '../words/sentence.ts'
import { readMessage, wordIssue } from './word-issue.ts'
import { say } from './words.ts'

const parts = { params: 'path', querystring: 'query', body: 'body', headers: 'header' } as const

/**
 * All faults of a request. Fastify stops at the first part that does not parse; this looks at every part, so that a
 * client mends its request once.
 */
export function collectFaults(request: FastifyRequest): Fault[] {
  const schemas = request.routeOptions.schema ?? {}
  const faults: Fault[] = []
  for (const [key, where] of Object.entries(parts)) {
    const schema = schemas[key as keyof typeof parts]
    if (!(schema instanceof z.ZodType)) continue
    const value = request[key === 'querystring' ? 'query' : (key as 'params' | 'body' | 'headers')]
    faults.push(...parseInput(schema, value, where).faults)
  }
  return faults
}

/**
 * Strings that no database keeps as text: with the character U+0000, or with half of a surrogate pair. Looked for in
 * every part of a request, whatever its schema says.
 */
export async function refuseUnkeepableText(request: FastifyRequest): Promise<void> {
  const faults = Object.entries(parts).flatMap(([key, where]) =>
    where === 'header'
      ? []
      : faultsOfText(request[key === 'querystring' ? 'query' : (key as 'params' | 'body')], where),
  )
  if (faults.length === 0) return
  const seen = new Set(faults.map((fault) => fault.in + fault.pointer))
  const others = collectFaults(request).filter((fault) => !seen.has(fault.in + fault.pointer))
  throw new Refusal('bad-input', say('see-errors'), [...faults, ...others])
}

/** A fault for every string in the value, however deep, that no database keeps as text. */
export function faultsOfText(value: unknown, where: Fault['in'], path: string[] = []): Fault[] {
  if (typeof value === 'string') {
    if (!value.includes('\0') && value.isWellFormed()) return []
    return [{ in: where, pointer: pointer(path), detail: say('not-text') }]
  }
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => faultsOfText(inner, where, [...path, key]))
}

/** So many unknown properties of one object are named: without an end, an answer could be larger than what was sent. */
const MAX_UNKNOWN = 100

/** A value as a schema reads it, or every fault of it with its JSON pointer; unknown properties are named one by one. */
export function parseInput<T extends z.ZodType>(
  schema: T,
  value: unknown,
  where: Fault['in'] = 'body',
): { data: z.infer<T>; faults: [] } | { data: null; faults: Fault[] } {
  const worded = new Map<string, Sentence>()
  const parsed = schema.safeParse(value, {
    error: (issue) => {
      const sentence = wordIssue(issue)
      const english = sentence(reference)
      worded.set(english, sentence)
      return english
    },
  })
  if (parsed.success) return { data: parsed.data, faults: [] }
  return { data: null, faults: parsed.error.issues.flatMap((issue) => faultsOfIssue(issue, where, worded)) }
}

type Worded = ReadonlyMap<string, Sentence>

function faultsOfIssue(issue: z.core.$ZodIssue, where: Fault['in'], worded: Worded): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_UNKNOWN).map((key) => ({
      in: where,
      pointer: pointer([...issue.path, key]),
      detail: say('unknown-property'),
    }))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, branch) => (branch.length < best.length ? branch : best))
    return nearest.flatMap((inner) =>
      faultsOfIssue({ ...inner, path: [...issue.path, ...inner.path] }, where, worded),
    )
  }
  return [{ in: where, pointer: pointer(issue.path), detail: readMessage(issue.message, worded) }]
}

/** RFC 6901. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
