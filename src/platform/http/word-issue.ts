import type { z } from 'zod'
import { reference } from '../words/language.ts'
import type { Sentence, Text } from '../words/sentence.ts'
import { say } from './words.ts'

type Issue = z.core.$ZodRawIssue
type Of<Code extends Issue['code']> = Extract<Issue, { code: Code }>

/** What is wrong with an input, by the code of the issue; a schema's own message goes before it. */
export function wordIssue(issue: Issue): Sentence {
  switch (issue.code) {
    case 'invalid_type':
      return say('fault-type', {
        expected: typeName(issue.expected),
        received: typeName(typeOf(issue.input)),
      })
    case 'invalid_value':
      return issue.values.length === 1
        ? say('fault-value', { value: quoted(issue.values, '') })
        : say('fault-values', { values: quoted(issue.values, '|') })
    case 'too_big':
      return wordBound('big', issue.maximum, issue)
    case 'too_small':
      return wordBound('small', issue.minimum, issue)
    case 'invalid_format':
      return wordFormat(issue)
    case 'not_multiple_of':
      return say('fault-multiple', { divisor: issue.divisor })
    case 'invalid_union':
      return wordUnion(issue)
    case 'invalid_key':
      return say('fault-key', { origin: typeName(issue.origin) })
    case 'invalid_element':
      return say('fault-element', { origin: typeName(issue.origin) })
    case 'custom':
      return typeof issue.params?.unwritable === 'string'
        ? say('unwritable', { letters: issue.params.unwritable })
        : say('fault-other')
    default:
      return say('fault-other')
  }
}

const sized = {
  big: { string: 'fault-too-long', items: 'fault-too-numerous', other: 'fault-too-big' },
  small: { string: 'fault-too-short', items: 'fault-too-few', other: 'fault-too-small' },
} as const

function wordBound(
  side: keyof typeof sized,
  limit: unknown,
  issue: Of<'too_big'> | Of<'too_small'>,
): Sentence {
  const bound = issue.exact ? 'exactly' : issue.inclusive ? 'inclusive' : 'other'
  const { origin } = issue
  const counted = ['array', 'set', 'map'].includes(origin) ? 'items' : 'other'
  const key = sized[side][origin === 'string' ? 'string' : counted]
  return say(key, { bound, limit: String(limit), origin: typeName(origin) })
}

function wordFormat(issue: Of<'invalid_format'>): Sentence {
  const { format } = issue
  const { prefix, suffix, includes, pattern } = issue as Record<string, unknown>
  if (format === 'starts_with') return say('fault-starts', { part: String(prefix) })
  if (format === 'ends_with') return say('fault-ends', { part: String(suffix) })
  if (format === 'includes') return say('fault-includes', { part: String(includes) })
  if (format === 'regex') return say('fault-pattern', { pattern: String(pattern) })
  return say('fault-format', { format: formatName(format) })
}

function wordUnion(issue: Of<'invalid_union'>): Sentence {
  const { options, inclusive } = issue as { options?: unknown[]; inclusive?: boolean }
  if (options && options.length > 0)
    return say('fault-discriminator', { options: options.map((option) => `'${option}'`).join(' | ') })
  return say(inclusive === false ? 'fault-several' : 'fault-other')
}

function typeName(type: string): Text {
  const key = `type-${type}` as const
  return say.has(key) ? say(key) : type
}

function formatName(format: string): Text {
  const key = `format-${format}` as const
  return say.has(key) ? say(key) : format
}

const quoted = (values: readonly unknown[], between: string) =>
  values.map((value) => (typeof value === 'string' ? `"${value}"` : String(value))).join(between)

function typeOf(input: unknown): string {
  if (input === null) return 'null'
  if (Array.isArray(input)) return 'array'
  return typeof input === 'number' && Number.isNaN(input) ? 'nan' : typeof input
}

const ofSchemas = new Map<string, Sentence>()

/** A sentence as the message of a schema, which takes text alone: a fault of it is said in every language all the same. */
export function asMessage(sentence: Sentence): string {
  const english = sentence(reference)
  ofSchemas.set(english, sentence)
  return english
}

/** Reads the text of an issue as the sentence that it was made from; text that was made from none is the same in every language. */
export function readMessage(message: string, worded: ReadonlyMap<string, Sentence>): Sentence {
  return worded.get(message) ?? ofSchemas.get(message) ?? (() => message)
}
