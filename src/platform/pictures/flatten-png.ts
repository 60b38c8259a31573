import { type DecodedPng, decode } from 'fast-png'

/** A picture without transparency: three bytes a pixel, red, green and blue, row by row. */
export type Pixels = { width: number; height: number; data: Uint8Array }

/** The pixels of a PNG of any kind, laid on white. Throws where it cannot be decoded. */
export function flattenPng(bytes: Uint8Array): Pixels {
  const png = decode(bytes)
  const { width, height } = png
  const read = reader(png)
  const data = new Uint8Array(3 * width * height)
  const pixel: Pixel = [0, 0, 0, 0]
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      read(x, y, pixel)
      const alpha = pixel[3]
      for (let part = 0; part < 3; part++)
        data[at++] = Math.round((pixel[part]! * alpha + 255 * (255 - alpha)) / 255)
    }
  }
  return { width, height, data }
}

/** Red, green, blue and opacity, each 0 to 255; one is filled again and again, since there are millions of them. */
type Pixel = [red: number, green: number, blue: number, opacity: number]
type Read = (x: number, y: number, into: Pixel) => void

function reader(png: DecodedPng): Read {
  const { channels, palette, transparency, depth } = png
  const sample = samples(png)
  if (palette)
    return (x, y, into) => {
      const colour = palette[sample(x, y, 0)] ?? []
      for (let part = 0; part < 4; part++) into[part] = colour[part] ?? (part < 3 ? 0 : 255)
    }
  const highest = 2 ** depth - 1
  const colours = channels < 3 ? 1 : 3
  return (x, y, into) => {
    let isHole = transparency !== undefined
    for (let part = 0; part < 3; part++) {
      const value = sample(x, y, colours === 1 ? 0 : part)
      isHole &&= value === transparency![colours === 1 ? 0 : part]
      into[part] = (value * 255) / highest
    }
    const opacity = channels % 2 === 0 ? (sample(x, y, channels - 1) * 255) / highest : 255
    into[3] = isHole ? 0 : opacity
  }
}

/** Reads the parts of a pixel as they were kept, several of them in a byte where they have few bits. */
function samples({
  width,
  channels,
  depth,
  data,
}: DecodedPng): (x: number, y: number, part: number) => number {
  if (depth >= 8) return (x, y, part) => data[(y * width + x) * channels + part]!
  const line = Math.ceil((width * channels * depth) / 8)
  return (x, y, part) => {
    const bit = (x * channels + part) * depth
    return (data[y * line + (bit >> 3)]! >> (8 - depth - (bit & 7))) & (2 ** depth - 1)
  }
}

/** The same no larger than so many pixels, in its proportions: each new one is the mean of those in its place. */
export function reduced(pixels: Pixels, most: { width: number; height: number }): Pixels {
  const scale = Math.max(pixels.width / most.width, pixels.height / most.height)
  if (scale <= 1) return pixels
  const [width, height] = [pixels.width, pixels.height].map((side) =>
    Math.max(1, Math.round(side / scale)),
  ) as [number, number]
  const data = new Uint8Array(3 * width * height)
  for (let y = 0; y < height; y++) {
    const rows = span(y, height, pixels.height)
    for (let x = 0; x < width; x++) {
      const columns = span(x, width, pixels.width)
      for (let part = 0; part < 3; part++)
        data[3 * (y * width + x) + part] = mean(pixels, rows, columns, part)
    }
  }
  return { width, height, data }
}

/** Which of the old lines a new one stands for; at least one. */
function span(index: number, count: number, old: number): [from: number, to: number] {
  const from = Math.floor((index * old) / count)
  return [from, Math.max(from + 1, Math.floor(((index + 1) * old) / count))]
}

function mean(
  { width, data }: Pixels,
  rows: [number, number],
  columns: [number, number],
  part: number,
): number {
  let sum = 0
  for (let y = rows[0]; y < rows[1]; y++)
    for (let x = columns[0]; x < columns[1]; x++) sum += data[3 * (y * width + x) + part]!
  return Math.round(sum / (rows[1] - rows[0]) / (columns[1] - columns[0]))
}
