import type { FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import { z } from 'zod'
import { Refusal } from '../../errors.ts'
import { type Language, spoken } from '../words/language.ts'
import { say } from './words.ts'

/**
 * The language to answer in: `?lang=` where given, else the best of `Accept-Language`, else the first that there is.
 * An unknown `?lang=` is refused, naming what is known.
 */
export function chooseLanguage(request: FastifyRequest, available: readonly string[]): string {
  const asked = (request.query as { lang?: string } | undefined)?.lang
  if (asked !== undefined) {
    if (available.includes(asked)) return asked
    throw new Refusal('bad-input', say('language-not-there'), [
      { in: 'query', pointer: '/lang', detail: say('is-none-of', { known: available.join(', ') }) },
    ])
  }
  return preferredLanguage(request, available)
}

function preferredLanguage(request: FastifyRequest, available: readonly string[]): string {
  if (request.headers['accept-language'] === undefined) return available[0]!
  const headers = request.headers as Record<string, string>
  return new Negotiator({ headers }).language([...available]) ?? available[0]!
}

/** Of every route that words its answer: what `chooseSpoken` reads. */
export const LanguageQuery = { lang: z.enum(spoken).optional() }

/** The language of an answer that is worded here, as `chooseLanguage` chooses; English where the request does not say. */
export function chooseSpoken(request: FastifyRequest): Language {
  return chooseLanguage(request, spoken)
}

/** Like `chooseSpoken`, also where the language asked for is what is wrong with the request. */
export function spokenAnyway(request: FastifyRequest): string {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang
  return spoken.find((language) => language === asked) ?? preferredLanguage(request, spoken)
}

/** A browser asks for text/html by name; everything else is given JSON. */
export function wantsJson(request: FastifyRequest): boolean {
  return !request.headers.accept?.includes('text/html')
}
