import { PDFiumLibrary } from '@hyzyla/pdfium'
import { type DecodedPng, encode } from 'fast-png'
import PDFDocument from 'pdfkit'
import { decodePng } from '../../../platform/pictures/decode-png.ts'
import { stripPng } from '../../../platform/pictures/strip-png.ts'
import { orientationOf } from '../../documentation/orientation.ts'
import type { Thumbnail } from '../part.ts'

/** The longer side of a thumbnail, in pixels. */
const SIDE = 220
/** As many pixels as a picture may have: one that has more is not unfolded. */
const MAX_PIXELS = { png: 9_000_000, jpeg: 16_000_000 }
/** As many scans as a JPEG may have: each of them goes over the whole picture. */
const MAX_SCANS = 16

/**
 * A small PNG without transparency of a picture that somebody brought; null where it is broken, or larger than can be
 * unfolded safely. It costs up to half a second, so call it off the request thread.
 */
export async function thumbnailOf(bytes: Uint8Array, mediaType: string): Promise<Thumbnail | null> {
  try {
    if (mediaType === 'image/png') return ofPng(bytes)
    return mediaType === 'image/jpeg' ? await ofJpeg(Buffer.from(bytes)) : null
  } catch {
    return null
  }
}

type Colours = [red: number, green: number, blue: number]
type Picture = { width: number; height: number; at: (pixel: number) => Colours }

function ofPng(bytes: Uint8Array): Thumbnail | null {
  const stripped = stripPng(bytes)
  const decoded = stripped ? decodePng(Buffer.from(stripped.bytes), MAX_PIXELS.png) : 'broken'
  return typeof decoded === 'string' ? null : shrink({ ...decoded, at: coloursOf(decoded) })
}

/** The colours of a pixel as they look on white. */
function coloursOf({ data, depth, channels, palette, width }: DecodedPng): Picture['at'] {
  if (palette) return (pixel) => onWhite(palette[packed(data, depth, width, pixel)] ?? [255, 255, 255])
  const scale = 255 / (2 ** depth - 1)
  const sample = (pixel: number, channel: number) =>
    channels === 1 ? packed(data, depth, width, pixel) * scale : data[pixel * channels + channel]! * scale
  const isGrey = channels < 3
  const hasAlpha = channels % 2 === 0
  return (pixel) => {
    const grey = sample(pixel, 0)
    const colours = isGrey ? [grey, grey, grey] : [grey, sample(pixel, 1), sample(pixel, 2)]
    return onWhite(hasAlpha ? [...colours, sample(pixel, channels - 1)] : colours)
  }
}

function onWhite([red = 0, green = 0, blue = 0, alpha = 255]: readonly number[]): Colours {
  const over = (value: number) => 255 + ((value - 255) * alpha) / 255
  return [over(red), over(green), over(blue)]
}

/** A sample that may share its byte with others; every row begins with a byte of its own. */
function packed(data: DecodedPng['data'], depth: number, width: number, pixel: number): number {
  if (depth >= 8) return data[pixel]!
  const perByte = 8 / depth
  const [x, y] = [pixel % width, Math.floor(pixel / width)]
  const byte = data[y * Math.ceil(width / perByte) + Math.floor(x / perByte)]!
  return (byte >> (8 - depth * ((x % perByte) + 1))) & (2 ** depth - 1)
}

/** The middle colour of the pixels that come to stand in one. */
function shrink({ width, height, at }: Picture): Thumbnail {
  const size = sizeOf(width, height)
  const data = new Uint8Array(size.width * size.height * 3)
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const columns = stepsWithin(x, size.width, width)
      const rows = stepsWithin(y, size.height, height)
      const sum = [0, 0, 0]
      for (const row of rows)
        for (const column of columns)
          at(row * width + column).forEach((value, channel) => {
            sum[channel]! += value
          })
      sum.forEach((value, channel) => {
        data[(y * size.width + x) * 3 + channel] = value / (rows.length * columns.length)
      })
    }
  }
  return { ...size, png: encode({ ...size, data, channels: 3 }) }
}

/** Up to four places of the many that come to stand at one. */
function stepsWithin(place: number, places: number, of: number): number[] {
  const from = (place * of) / places
  const spread = of / places
  const steps = Math.min(4, Math.max(1, Math.floor(spread)))
  return Array.from({ length: steps }, (_, step) => Math.floor(from + (spread * (step + 0.5)) / steps))
}

function sizeOf(width: number, height: number) {
  const scale = Math.min(1, SIDE / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

let pdfium: Promise<PDFiumLibrary> | undefined

/** PDFium decodes it, which runs as WebAssembly and so touches nothing but its own memory. */
async function ofJpeg(bytes: Buffer): Promise<Thumbnail | null> {
  if (scansIn(bytes) > MAX_SCANS) return null
  const given = frameOf(bytes)
  if (!given || given.width * given.height > MAX_PIXELS.jpeg) return null
  const size = given.isTurned ? sizeOf(given.height, given.width) : sizeOf(given.width, given.height)
  const fit: [number, number] = [size.width, size.height]
  const page = new PDFDocument({ size: fit, margin: 0 })
  page.image(bytes, 0, 0, { fit })
  page.end()
  const parts: Buffer[] = []
  for await (const part of page) parts.push(part as Buffer)
  pdfium ??= PDFiumLibrary.init()
  const document = await (await pdfium).loadDocument(Buffer.concat(parts))
  try {
    const { width, height, data } = await document.getPage(0).render({ scale: 1, render: 'bitmap' })
    return shrink({ width, height, at: (pixel) => [...data.subarray(pixel * 4, pixel * 4 + 3)] as Colours })
  } finally {
    document.destroy()
  }
}

const EXIF = Buffer.from('Exif\0\0', 'latin1')

/** Width and height of a JPEG, and whether the camera was held on its side; null where it has no frame. */
function frameOf(bytes: Buffer): { width: number; height: number; isTurned: boolean } | null {
  let isTurned = false
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at)
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), isTurned }
    if (marker < 0xffc0) return null
    const segment = bytes.subarray(at + 4, at + 2 + bytes.readUInt16BE(at + 2))
    if (segment.subarray(0, 6).equals(EXIF)) isTurned = (orientationOf(segment.subarray(6)) ?? 1) > 4
  }
  return null
}

/** How many scans a JPEG has: the bytes of their mark stand nowhere else in what it draws. */
function scansIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf('ffda', 0, 'hex'); at >= 0; at = bytes.indexOf('ffda', at + 2, 'hex')) count++
  return count
}
