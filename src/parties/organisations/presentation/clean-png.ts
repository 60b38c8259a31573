import { inflateSync } from 'node:zlib'
import { decode } from 'fast-png'
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
  const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)]
  if (width * height > MAX_PIXELS) return { fault: say('picture-large', { pixels: MAX_PIXELS }) }
  try {
    // Looked at before it is decoded: a few bytes may unfold into far more than the picture has room for.
    inflateSync(pixelsIn(picture), { maxOutputLength: 2 * height * (8 * width + 1) + 64 })
    decode(picture, { checkCrc: true })
  } catch {
    return { fault: say('picture-broken') }
  }
  return { bytes: picture }
}

/** The compressed pixels of a PNG whose chunks are whole. */
function pixelsIn(picture: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 8; at < picture.length; at += 12 + picture.readUInt32BE(at)) {
    const length = picture.readUInt32BE(at)
    const type = picture.toString('latin1', at + 4, at + 8)
    if (type === 'IDAT') parts.push(picture.subarray(at + 8, at + 8 + length))
  }
  return Buffer.concat(parts)
}
