/** What a text is refused for before, or although, it can be read as JSON; `path` leads to where, `said` is in English. */
export type JsonFault = {
  reason: 'not-json' | 'name-twice' | 'too-deep' | 'too-many-values'
  path: readonly string[]
  said: string
}

/** So deep may brackets stand in one another: nothing here comes near it, and whatever recurses can go so far. */
export const MAX_DEPTH = 32

/** No document that is made here has more values, brackets counted. */
export const MAX_VALUES = 100_000

/**
 * The value that a text of JSON stands for, or why it is not taken. A name that comes twice in one object is a fault:
 * one reader would see the first of the two, another the last.
 */
export function readJson(
  text: string,
  maxValues = MAX_VALUES,
): { value: unknown; fault: null } | { value: null; fault: JsonFault } {
  const fault = faultInJson(text, maxValues)
  if (fault) return { value: null, fault }
  try {
    return { value: JSON.parse(text), fault: null }
  } catch (error) {
    return { value: null, fault: { reason: 'not-json', path: [], said: (error as Error).message } }
  }
}

/** An open bracket: the names so far of an object, and at which name or index its reader stands. */
type OpenBracket = { names: Set<string> | null; step: string; index: number; awaitsName: boolean }

const QUOTE = 0x22
const BRACE = 0x7b
const BRACKET = 0x5b
const COMMA = 0x2c
const COLON = 0x3a
const CLOSES = [0x7d, 0x5d]

/**
 * What is wrong with a text although it can be read as JSON, found in one pass without recursion; of what is no JSON, null
 * or any fault.
 */
export function faultInJson(text: string, maxValues = MAX_VALUES): JsonFault | null {
  const walk: Walk = { open: [], values: 0 }
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at)
    if (letter === QUOTE) {
      const end = endOfText(text, at)
      if (isTwice(walk.open.at(-1), text, at, end)) return nameTwice(walk.open)
      at = end - 1
    } else {
      follow(walk, letter)
      if (walk.values > maxValues) return tooMany
      if (walk.open.length > MAX_DEPTH) return tooDeep
    }
  }
  return null
}

const tooMany: JsonFault = { reason: 'too-many-values', path: [], said: 'holds more values than are taken' }
const tooDeep: JsonFault = {
  reason: 'too-deep',
  path: [],
  said: `has brackets more than ${MAX_DEPTH} deep in one another`,
}

function nameTwice(open: readonly OpenBracket[]): JsonFault {
  const path = open.map(({ step }) => step)
  return { reason: 'name-twice', path, said: `/${path.join('/')}: comes twice in its object` }
}

type Walk = { open: OpenBracket[]; values: number }

/** What a letter outside of texts does to the open brackets. */
function follow(walk: Walk, letter: number): void {
  if (letter === BRACE || letter === BRACKET) {
    walk.values += 1
    walk.open.push(opened(letter))
  } else if (letter === COMMA) {
    walk.values += 1
    passOn(walk.open.at(-1), letter)
  } else if (letter === COLON) {
    passOn(walk.open.at(-1), letter)
  } else if (CLOSES.includes(letter)) {
    walk.open.pop()
  }
}

const opened = (bracket: number): OpenBracket =>
  bracket === BRACE
    ? { names: new Set(), step: '', index: 0, awaitsName: true }
    : { names: null, step: '0', index: 0, awaitsName: false }

function passOn(inner: OpenBracket | undefined, letter: number): void {
  if (!inner) return
  inner.awaitsName = letter === COMMA && inner.names !== null
  if (inner.names !== null || letter !== COMMA) return
  inner.index += 1
  inner.step = String(inner.index)
}

/** Notes a name, and tells whether it was there before; names are compared as they are read, whatever their spelling. */
function isTwice(inner: OpenBracket | undefined, text: string, start: number, end: number): boolean {
  if (!inner?.awaitsName || inner.names === null) return false
  const name = text.slice(start + 1, end - 1)
  inner.step = name.includes('\\') ? spelledOut(text.slice(start, end)) : name
  const before = inner.names.size
  return inner.names.add(inner.step).size === before
}

function spelledOut(quoted: string): string {
  try {
    return JSON.parse(quoted)
  } catch {
    return quoted
  }
}

/** Where the text that begins with the quotation mark at `start` is over; the end of everything where it never is. */
function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return at + 1
  }
  return text.length
}
