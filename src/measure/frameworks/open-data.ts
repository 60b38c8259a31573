import { z } from 'zod'
import { Refusal } from '../../errors.ts'
import { publishes } from '../../platform/actions/route-config.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { say } from './words.ts'

type Unknown = { name: string; known: string }

/** What goes by that name; refuses a name that nothing goes by, telling those that are known. */
export function known<T>(
  things: ReadonlyMap<string, T>,
  name: string,
  none: (asked: Unknown) => Sentence,
): T {
  const thing = things.get(name)
  if (thing) return thing
  throw new Refusal('not-found', none({ name, known: [...things.keys()].join(', ') }))
}

export const noFramework = (asked: Unknown): Sentence => say('no-framework', asked)

export const language = {
  lang: z
    .string()
    .min(2)
    .max(10)
    .optional()
    .describe('language of the texts; else the best of Accept-Language, else English'),
}

export const FrameworkParams = z.object({
  id: z.string().max(60).describe('as GET /v1/frameworks lists it'),
})

/** A route that answers everybody with data, which `guards` guards instead of the headers for pages. */
export const open = (operation: string) => ({ config: { ...publishes(operation), guarded: true } }) as const

/** Data is never run, framed or taken for something else, and may be shown on any page. */
export const guards = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
}

export const tags = ['Frameworks']
