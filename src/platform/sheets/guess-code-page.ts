import { readFileSync } from 'node:fs'

export type CodePage = 'windows-1257' | 'windows-1252'

/** How many of ten thousand letters each is in some languages that are written in a page; those of ASCII tell nothing. */
type Letters = { common: Record<CodePage, Record<string, Record<string, number>>>; signs1252: string }

const letters: Letters = JSON.parse(readFileSync(new URL('code-pages.json', import.meta.url), 'utf8'))

/** What the runtime takes for controls in Windows-1252, though its own list gives them as letters and signs. */
const [SIGNS, LETTERS] = [0x80, 0xa0]

/** The text in a code page; what it leaves open is U+FFFD. */
export function decodeLatin(bytes: Uint8Array, page: CodePage): string {
  const text = new TextDecoder(page).decode(bytes)
  if (page === 'windows-1257') return text
  return text.replace(/[\u0080-\u009f]/g, (control) => letters.signs1252[control.charCodeAt(0) - SIGNS]!)
}

/** Likelihoods that differ by less than e to this power leave a doubt. */
const CERTAIN = 2
/** What no word of a language has is all but never there. */
const HARDLY_EVER = 0.3
const MAX_WORD = 40

type Doubt = { word: string; otherwise: string; otherEncoding: CodePage }

/**
 * In which of the two code pages of Windows a text makes sense: the one with the language whose letters are most likely
 * to come out. `other` gives a word in both readings where the letters that tell them apart are too few.
 */
export function guessCodePage(bytes: Uint8Array): { encoding: CodePage; other: Doubt | null } {
  const counts = new Map<number, number>()
  for (const byte of bytes) if (byte >= SIGNS) counts.set(byte, (counts.get(byte) ?? 0) + 1)
  const balance = likelihood('windows-1257', counts) - likelihood('windows-1252', counts)
  const encoding = balance >= 0 ? 'windows-1257' : 'windows-1252'
  const otherEncoding = balance >= 0 ? 'windows-1252' : 'windows-1257'
  if (Math.abs(balance) >= CERTAIN || ![...counts.keys()].some(tellsApart)) return { encoding, other: null }
  const word = wordOf(bytes)
  return {
    encoding,
    other: { word: decodeLatin(word, encoding), otherwise: decodeLatin(word, otherEncoding), otherEncoding },
  }
}

/** The logarithm of how likely the letters are in the language that fits them best. */
function likelihood(page: CodePage, counts: Map<number, number>): number {
  const read = [...counts].map(([byte, count]) => ({ letter: readAs(byte, page).toLowerCase(), count }))
  const each = Object.values(letters.common[page]).map((common) =>
    read.reduce((sum, { letter, count }) => sum + count * Math.log(common[letter] ?? HARDLY_EVER), 0),
  )
  return Math.max(...each)
}

const readAs = (byte: number, page: CodePage) => decodeLatin(Uint8Array.of(byte), page)
const tellsApart = (byte: number) => readAs(byte, 'windows-1257') !== readAs(byte, 'windows-1252')

/** The first word with a letter that the two pages read differently. */
function wordOf(bytes: Uint8Array): Uint8Array {
  const at = bytes.findIndex((byte) => byte >= SIGNS && tellsApart(byte))
  const isWord = (byte: number | undefined) =>
    byte !== undefined && (byte >= LETTERS || /[a-z]/i.test(String.fromCharCode(byte)))
  let [from, to] = [at, at]
  while (isWord(bytes[from - 1]) && at - from < MAX_WORD) from--
  while (isWord(bytes[to + 1]) && to - at < MAX_WORD) to++
  return bytes.subarray(from, to + 1)
}
