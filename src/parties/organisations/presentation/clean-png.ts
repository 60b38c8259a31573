import { decodePng } from '../../../platform/pictures/decode-png.ts'
import { stripPng } from '../../../platform/pictures/strip-png.ts'
import type { Sentence } from '../../../platform/words/sentence.ts'
import { say } from '../words.ts'

/** As many pixels as a logo has at most: 2000 by 2000. */
const MAX_PIXELS = 4_000_000

/** A picture that may be shown to strangers, or why it may not. */
export type Cleaned = { bytes: Uint8Array } | { fault: Sentence }

/** A PNG that can be decoded, without anything in it that is not the picture. */
export function cleanPng(bytes: Uint8Array): Cleaned {
  const stripped = stripPng(bytes)
  if (!stripped) return { fault: say('picture-broken') }
  const picture = Buffer.from(stripped.bytes)
  const decoded = decodePng(picture, MAX_PIXELS)
  if (decoded === 'large') return { fault: say('picture-large', { pixels: MAX_PIXELS }) }
  return decoded === 'broken' ? { fault: say('picture-broken') } : { bytes: picture }
}
