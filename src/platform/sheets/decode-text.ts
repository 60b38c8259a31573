import type { Sentence } from '../words/sentence.ts'
import { Misfit } from './fault.ts'
import { decodeLatin, guessCodePage } from './guess-code-page.ts'
import { say } from './words.ts'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1257', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** `remark` is there where the encoding was guessed: which it was, and where that is in doubt, how else it would read. */
export type Decoded = { text: string; encoding: Encoding; remark: Sentence | null }

const marks: [Encoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** So much of a file is looked at to tell what it is. */
const HEAD = 64 * 1024

/**
 * The text of a file, without its byte order mark. What is not marked is UTF-16 where every other byte of it is zero,
 * UTF-8 where all of it is, and else the code page of Windows in which its letters make sense. A misfit for what is no
 * text, and for UTF-8 that was damaged: that it were of a code page would be a guess against the evidence.
 */
export function decodeText(bytes: Uint8Array, told?: Encoding): Decoded | Misfit {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))
  if (marked) return decodeAs(marked[0], bytes.subarray(marked[1].length))
  if (told) return decodeAs(told, bytes)
  const wide = zeroHalf(bytes.subarray(0, HEAD))
  if (wide) return decodeAs(wide, bytes)
  if (bytes.subarray(0, HEAD).includes(0)) return new Misfit('not-text')
  const text = decode('utf-8', bytes)
  if (text !== null) return { text, encoding: 'utf-8', remark: null }
  const damage = damageOf(bytes)
  if (damage) return damage
  const { encoding, other } = guessCodePage(bytes)
  const remark = other
    ? say('encoding-in-doubt', { encoding, ...other })
    : say('encoding-recognised', { encoding })
  return { text: decodeLatin(bytes, encoding), encoding, remark }
}

function decodeAs(encoding: Encoding, bytes: Uint8Array): Decoded | Misfit {
  if (encoding === 'windows-1257' || encoding === 'windows-1252')
    return { text: decodeLatin(bytes, encoding), encoding, remark: null }
  const text = decode(encoding, bytes)
  return text === null
    ? new Misfit('encoding-broken', { encoding: encoding.toUpperCase() })
    : { text, encoding, remark: null }
}

function decode(encoding: Encoding, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** In UTF-16 one half of the bytes is mostly zero in any text of Latin letters, and the other never is. */
function zeroHalf(bytes: Uint8Array): Encoding | null {
  const zeros = [0, 0]
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at % 2]!++
  const [even = 0, odd = 0] = zeros
  const half = bytes.length / 2
  if (odd > half * 0.4 && even === 0) return 'utf-16le'
  return even > half * 0.4 && odd === 0 ? 'utf-16be' : null
}

/** Bytes that follow each other as in UTF-8 hardly ever do so in a code page: as many as do not, and it was UTF-8 once. */
function damageOf(bytes: Uint8Array): Misfit | null {
  const letters = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let whole = 0
  let broken = 0
  let first = -1
  for (let at = 0; at < letters.length; at++) {
    const code = letters.charCodeAt(at)
    if (code === 0xfffd) {
      broken++
      if (first < 0) first = at
    } else if (code > 0x7f) whole++
  }
  if (whole < broken) return null
  return new Misfit('encoding-damaged', { at: letters.slice(0, first).split('\n').length })
}
