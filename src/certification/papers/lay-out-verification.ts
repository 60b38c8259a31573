import type { Services } from '../../context.ts'
import { writeDayWithin } from '../../platform/dates.ts'
import type { Language } from '../../platform/words/language.ts'
import { say } from './words.ts'

/** A paper that is made of parts, before it is drawn. */
export type LaidOut = Parameters<Services['drawCaseFile']>[0]

/** What tells a paper from every other one. */
export type PaperIdentity = {
  id: string
  number: string
  code: string
  /** The address of its public page. */
  url: string
  issuedAt: Date
  issuedOn: string
}

/** How anyone checks the paper: the code to scan, or the address to type; what else is to be compared, and what the code says where it is more than the address. */
export function verificationOf(
  { number, url, issuedOn }: PaperIdentity,
  language: Language,
  beside: [name: string, words: string][] = [],
  scanned = url,
): LaidOut['parts'] {
  const w = say.in(language)
  return [
    { kind: 'heading', depth: 2, text: w('check') },
    {
      kind: 'code',
      url: scanned,
      alt: w('check-alt'),
      lines: [w('check-how'), [{ text: url, manner: 'strong' }], w('check-number', { number })],
    },
    {
      kind: 'facts',
      rows: [[w('drawn-on'), writeDayWithin(issuedOn, language)], ...beside],
    },
  ]
}
