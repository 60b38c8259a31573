import { readFileSync } from 'node:fs'

/** What every face of the fonts has a shape for, read without parsing a font: entry asks for it, and draws nothing. */
const ranges = readFileSync(new URL('coverage.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const asClass = (range: string) =>
  range
    .split('-')
    .map((end) => `\\u{${end}}`)
    .join('-')
const notCovered = new RegExp(`[^\\s\\p{Cf}${ranges.map(asClass).join('')}]`, 'gu')

/** The characters of a text that no paper can show as they are, each once; empty where there are none. */
export function unwritable(text: string): string {
  return [...new Set(text.normalize('NFC').match(notCovered) ?? [])].join('')
}

/**
 * Where in a value (RFC 6901 pointers) texts hold letters that no paper can show, but for those where any letters may stand.
 */
export function unwritableIn(
  value: unknown,
  inAnyScript: RegExp,
  pointer = '',
): { pointer: string; letters: string }[] {
  if (typeof value === 'string') {
    const letters = inAnyScript.test(pointer) ? '' : unwritable(value)
    return letters === '' ? [] : [{ pointer, letters }]
  }
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) =>
    unwritableIn(inner, inAnyScript, `${pointer}/${name}`),
  )
}
