import countries from 'i18n-iso-countries/index.js'
import { z } from 'zod'
import { asMessage } from '../http/word-issue.ts'
import { say } from './words.ts'

/** How European papers write two countries, and what ISO 3166-1 calls them. */
const aliases: Record<string, string> = { EL: 'GR', UK: 'GB' }

/** The code that ISO 3166-1 has for what European papers write; any other text as it is. */
export const isoCountry = (code: string): string => aliases[code] ?? code

/**
 * The three letters of a country (ISO 3166-1) by its two or their European alias, and XKK for Kosovo, which ISO leaves out
 * and the programmes have; undefined where there is no such country.
 */
export const alpha3Of = (code: string): string | undefined => countries.alpha2ToAlpha3(isoCountry(code))

const notACountry = asMessage(say('country'))

export const CountryCode = z
  .string()
  .trim()
  .overwrite(isoCountry)
  .regex(/^[A-Z]{2}$/, { error: notACountry, abort: true })
  .refine((code) => alpha3Of(code) !== undefined, notACountry)
  .describe('ISO 3166-1 alpha-2, or XK; EL is taken as GR, and UK as GB')
