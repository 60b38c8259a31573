/**
 * What somebody gave where a verification code was asked for. `host`: where the address that it stood in leads; null where
 * it stood in none.
 */
export type GivenForCode =
  | { kind: 'code'; code: string; host: string | null }
  | { kind: 'share'; secret: string }
  | { kind: 'number' }
  | { kind: 'nothing' }

const LENGTH = 26
/** Nobody types more than this; an address with all that advertisers add to it is shorter. */
const MAX_TEXT = 4_000

/** Letters that no code has, and those of it that they look like. */
const alike: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', U: 'V' }

/** Cyrillic and Greek capitals that look like Latin ones. */
const foreign: Readonly<Record<string, string>> = {
  ...pairs('АВЕКМНОРСТХУІЈЅ', 'ABEKMHOPCTXYIJS'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'),
}

function pairs(given: string, meant: string): Record<string, string> {
  return Object.fromEntries([...given].map((letter, index) => [letter, [...meant][index]!]))
}

/**
 * Finds the code in what was typed, pasted or scanned: in an address of a verification page, in groups, in small letters,
 * with words and punctuation around it, in letters that look alike. A share's address counts as that share; a text that
 * has only the number of a certificate is told apart, for it stands beside the code.
 */
export function findCode(given: string): GivenForCode {
  const text = decoded(given.slice(0, MAX_TEXT))
  const secret = /\/share\/([\w-]{43})(?![\w-])/.exec(text)?.[1]
  if (secret) return { kind: 'share', secret }
  const address = codeInAddress(text)
  if (address) return { kind: 'code', ...address }
  const letters = plain(text)
  const rest = letters.replace(numberOf, ' ')
  const code = codeAmong(rest.split(/[^0-9A-Z]+/).filter(Boolean))
  if (code) return { kind: 'code', code, host: null }
  return rest === letters ? { kind: 'nothing' } : { kind: 'number' }
}

/** The code of a verification page whose address stands in a text; null where none does. */
export function codeInAddress(text: string): { code: string; host: string | null } | null {
  for (const [, host, path] of text.matchAll(
    /(?:https?:\/\/([^/?#\s]{1,255}))?\/verify\/([^/?#\s<>"]{1,200})/gi,
  )) {
    const code = asCode(plain(decoded(path!)).replace(/[^0-9A-Z]/g, ''))
    if (code) return { code, host: host?.toLowerCase() ?? null }
  }
  return null
}

const numberOf = /DCR[^0-9A-Z]{0,3}\d{4}[^0-9A-Z]{0,3}[0-9A-Z]{8}(?![0-9A-Z])/g

/** Percent signs as an address has them are read; where they are none, the text stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Latin capitals without marks, full width or what is not seen. */
function plain(text: string): string {
  const letters = text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toUpperCase()
  return [...letters].map((letter) => foreign[letter] ?? letter).join('')
}

function asCode(letters: string): string | null {
  const meant = [...letters].map((letter) => alike[letter] ?? letter).join('')
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(meant) ? meant : null
}

/** Words that stand together and are as long as a code: first those in groups as they are printed, else the last ones. */
function codeAmong(words: readonly string[]): string | null {
  let found: string | null = null
  for (let from = 0; from < words.length; from++) {
    const group = groupFrom(words, from)
    const code = group && asCode(group.join(''))
    if (!code) continue
    if (isPrinted(group)) return code
    found = code
  }
  return found
}

function groupFrom(words: readonly string[], from: number): string[] | null {
  let length = 0
  for (let to = from; to < words.length; to++) {
    length += words[to]!.length
    if (length === LENGTH) return words.slice(from, to + 1)
    if (length > LENGTH) return null
  }
  return null
}

const isPrinted = (group: readonly string[]) =>
  group.length === 1 || group.slice(0, -1).every((part) => part.length === 4)
