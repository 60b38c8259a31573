import { inflateSync } from 'node:zlib'
import { expect } from 'vitest'

/** A picture in greys. */
export type Picture = { width: number; pixels: Uint8Array }

/** The greatest difference between the mean greys of squares with sides of so many pixels. */
export function greatestDifference(one: Picture, other: Picture, side: number): number {
  const mean = ({ width, pixels }: Picture, x: number, y: number) => {
    let sum = 0
    for (let dy = 0; dy < side; dy++)
      for (let dx = 0; dx < side; dx++) sum += pixels[(y + dy) * width + x + dx]!
    return sum / side / side
  }
  let greatest = 0
  for (let y = 0; y + side <= one.pixels.length / one.width; y += side) {
    for (let x = 0; x + side <= one.width; x += side) {
      greatest = Math.max(greatest, Math.abs(mean(one, x, y) - mean(other, x, y)))
    }
  }
  return greatest
}

/** Reads a PNG of 8-bit colours or greys that is not interlaced, as pdftoppm writes it, as greys. */
export function decodePng(png: Buffer): Picture {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const channels = png[25] === 0 ? 1 : 3
  expect([...png.subarray(24, 29)]).toEqual([8, channels === 1 ? 0 : 2, 0, 0, 0])
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const rows = inflateSync(Buffer.concat(parts))
  const line = channels * width
  const bytes = new Uint8Array(line * height)
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (line + 1)]!
    for (let x = 0; x < line; x++) {
      const at = y * line + x
      const left = x >= channels ? bytes[at - channels]! : 0
      const up = y ? bytes[at - line]! : 0
      const corner = x >= channels && y ? bytes[at - line - channels]! : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!
      bytes[at] = rows[y * (line + 1) + 1 + x]! + guess
    }
  }
  if (channels === 1) return { width, pixels: bytes }
  const pixels = Uint8Array.from(
    { length: width * height },
    (_, at) => (bytes[3 * at]! + bytes[3 * at + 1]! + bytes[3 * at + 2]!) / 3,
  )
  return { width, pixels }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
