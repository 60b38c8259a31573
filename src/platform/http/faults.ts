import type { FastifyReply, FastifyRequest, FastifySchemaCompiler, HookHandlerDoneFunction } from 'fastify'
import { z } from 'zod'
import { type Fault, MAX_FAULTS, Refusal } from '../../errors.ts'
import { reference } from '../words/language.ts'
import type { Sentence } from '../words/sentence.ts'
import { isText } from './texts.ts'
import { readMessage, wordIssue } from './word-issue.ts'
import { say } from './words.ts'

const parts = { params: 'path', querystring: 'query', body: 'body', headers: 'header' } as const

/** Whether each part of a request is as its schema says; what is wrong with it is told by `collectFaults`. */
export const checkParts: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (value) => {
    const parsed = schema.safeParse(value, { error: () => '' })
    return parsed.success ? { value: parsed.data } : { error: new Error('does not fit its schema') }
  }

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
 * Strings that are no text to keep and show: with half of a surrogate pair, with controls, or with marks that turn the
 * direction of writing. Looked for in every part of a request, whatever its schema says, once it is known who asks and how large the request is.
 */
export function refuseUnkeepableText(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: HookHandlerDoneFunction,
): void {
  const faults = [
    ...faultsOfText(request.params, 'path'),
    ...faultsOfText(request.query, 'query'),
    ...faultsOfText(request.body, 'body'),
  ]
  if (faults.length === 0) {
    done()
    return
  }
  const seen = new Set(faults.map((fault) => fault.in + fault.pointer))
  const others = collectFaults(request).filter((fault) => !seen.has(fault.in + fault.pointer))
  done(new Refusal('bad-input', say('see-errors'), [...faults, ...others]))
}

/** A step into a value: from where, and by which name. */
type Step = { value: unknown; name: string; from: Step | null }

/** A fault for every string in the value, however deep, that is no text to keep and show; no more than are told. */
export function faultsOfText(value: unknown, where: Fault['in']): Fault[] {
  const faults: Fault[] = []
  const ahead: Step[] = [{ value, name: '', from: null }]
  for (let step = ahead.pop(); step && faults.length <= MAX_FAULTS; step = ahead.pop()) {
    const { value } = step
    if (typeof value === 'string') {
      if (!isText(value)) faults.push({ in: where, pointer: pointer(pathTo(step)), detail: say('not-text') })
    } else if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value)) {
      for (const [name, inner] of Object.entries(value).reverse())
        ahead.push({ value: inner, name, from: step })
    }
  }
  return faults
}

function pathTo(step: Step): string[] {
  const path: string[] = []
  for (let at = step; at.from; at = at.from) path.unshift(at.name)
  return path
}

/** A value as a schema reads it, or every fault of it with its JSON pointer; unknown properties are named one by one. */
export function parseInput<T extends z.ZodType>(
  schema: T,
  value: unknown,
  where: Fault['in'] = 'body',
): { data: z.infer<T>; faults: [] } | { data: null; faults: Fault[] } {
  const worded = new Map<string, Sentence>()
  let issues = 0
  const parsed = schema.safeParse(value, {
    error: (issue) => {
      // Of all but the first nothing is told, so that nothing is said of them costs what wording them would.
      issues += 1
      if (issues > MAX_WORDED) return ''
      const sentence = wordIssue(issue)
      const english = sentence(reference)
      worded.set(english, sentence)
      return english
    },
  })
  if (parsed.success) return { data: parsed.data, faults: [] }
  const told = parsed.error.issues.slice(0, MAX_FAULTS + 1)
  return { data: null, faults: told.flatMap((issue) => faultsOfIssue(issue, where, worded)) }
}

/** Issues are worded as they are met, and an alternative that is not the nearest one has issues that are never told. */
const MAX_WORDED = 20 * MAX_FAULTS

type Worded = ReadonlyMap<string, Sentence>

function faultsOfIssue(issue: z.core.$ZodIssue, where: Fault['in'], worded: Worded): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_FAULTS + 1).map((key) => ({
      in: where,
      pointer: pointer([...issue.path, key]),
      detail: say('unknown-property'),
    }))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, branch) => (isNearer(branch, best) ? branch : best))
    return nearest.flatMap((inner) =>
      faultsOfIssue({ ...inner, path: [...issue.path, ...inner.path] }, where, worded),
    )
  }
  return [{ in: where, pointer: pointer(issue.path), detail: readMessage(issue.message, worded) }]
}

/** The alternative that knows most of the properties that a value has, and of those the one with the fewest issues. */
function isNearer(branch: z.core.$ZodIssue[], best: z.core.$ZodIssue[]): boolean {
  const [strange, least] = [strangeIn(branch), strangeIn(best)]
  return strange < least || (strange === least && branch.length < best.length)
}

/** How many properties a value has that an alternative does not know. */
const strangeIn = (issues: z.core.$ZodIssue[]): number =>
  issues.reduce(
    (sum, issue) =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0 ? sum + issue.keys.length : sum,
    0,
  )

/** A pointer of more letters leads nowhere that a schema knows of: it is cut, and ends in a mark that says so. */
const MAX_POINTER = 200

/** RFC 6901. */
export function pointer(path: readonly PropertyKey[]): string {
  const whole = path
    .map((step) => `/${shortened(String(step)).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
  return shortened(whole)
}

const shortened = (text: string) =>
  text.length > MAX_POINTER ? `${text.slice(0, MAX_POINTER).toWellFormed()}…` : text
