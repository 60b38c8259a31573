import { scriptOf } from './scripts.ts'

const plain = /^[ -~\u00a0-\u00ac\u00ae-\u017f–—‘’‚“”„…•]*$/
const spaces = /[^\S\u00a0\u202f]+|[\p{Cc}\p{Zl}\p{Zp}]+/gu
const invisible = /\p{Cf}/gu

const drawable = (character: string) =>
  !/[\p{Co}\p{Cs}]/u.test(character) && scriptOf(character) !== undefined

/** The text as one line of characters that the fonts have: PDF/A forbids a character without a shape. */
export function printable(text: string): string {
  if (plain.test(text)) return text
  const line = text.normalize('NFC').replace(spaces, ' ').replace(invisible, '')
  return Array.from(line, (character) => {
    if (drawable(character)) return character
    const simpler = Array.from(character.normalize('NFKD')).filter(drawable).join('')
    return simpler || '\ufffd'
  }).join('')
}
