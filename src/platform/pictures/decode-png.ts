import { inflateSync } from 'node:zlib'
import { type DecodedPng, decode } from 'fast-png'

/**
 * The pixels of a PNG whose chunks are whole; `large` where it has more of them than `most`, `broken` where it cannot be
 * decoded. Nothing is unfolded further than the picture has room for.
 */
export function decodePng(picture: Buffer, most: number): DecodedPng | 'large' | 'broken' {
  const [width, height] = [picture.readUInt32BE(16), picture.readUInt32BE(20)]
  if (width * height > most) return 'large'
  try {
    // Looked at before it is decoded: a few bytes may unfold into far more than the picture has room for.
    inflateSync(pixelsIn(picture), { maxOutputLength: 2 * height * (8 * width + 1) + 64 })
    return decode(picture, { checkCrc: true })
  } catch {
    return 'broken'
  }
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
