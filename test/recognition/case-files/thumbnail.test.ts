import { deflateSync } from 'node:zlib'
import { decode, encode } from 'fast-png'
import { expect, test } from 'vitest'
import { thumbnailOf } from '../../../src/recognition/case-files/previews/thumbnail.ts'
import { exif } from '../documentation/pictures.ts'

const png = (data: Uint8Array | Uint16Array, width: number, height: number, channels: number, depth = 8) =>
  encode({ data, width, height, channels, depth: depth as 8 | 16 })

async function coloursAt(bytes: Uint8Array, mediaType: string, x: number, y: number) {
  const found = await thumbnailOf(bytes, mediaType)
  if (!found) return null
  const { data, channels, width } = decode(found.png)
  expect(channels).toBe(3)
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
}

test.each([
  ['colours', png(new Uint8Array([200, 10, 20, 1, 2, 3]), 2, 1, 3), [200, 10, 20]],
  ['greys', png(new Uint8Array([77, 0]), 2, 1, 1), [77, 77, 77]],
  ['half of a colour, on white', png(new Uint8Array([0, 0, 0, 128, 9, 9, 9, 9]), 2, 1, 4), [127, 127, 127]],
  ['nothing, on white', png(new Uint8Array([0, 0, 0, 0]), 2, 1, 2), [255, 255, 255]],
  ['two bytes a colour', png(new Uint16Array([65_535, 0, 32_896, 1, 1, 1]), 2, 1, 3, 16), [255, 0, 128]],
])('a thumbnail of a PNG shows %s', async (_, bytes, expected) => {
  expect(await coloursAt(bytes, 'image/png', 0, 0)).toEqual(expected)
})

/** A PNG whose pixels are written as they are given, row by row with a filter before each. */
function pngOf(header: number[], rows: Uint8Array, extra: [type: string, bytes: number[]][] = []): Buffer {
  const chunk = (type: string, bytes: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), bytes])
    const parts = [Buffer.alloc(4), body, Buffer.alloc(4)]
    parts[0]!.writeUInt32BE(bytes.length)
    parts[2]!.writeUInt32BE(crc(body))
    return Buffer.concat(parts)
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.from(header)),
    ...extra.map(([type, bytes]) => chunk(type, Buffer.from(bytes))),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

test('a thumbnail of a PNG with several pixels in a byte takes each by itself', async () => {
  const [black, white] = [
    [0, 0, 0],
    [255, 255, 255],
  ]
  const bits = pngOf([0, 0, 0, 3, 0, 0, 0, 2, 1, 0, 0, 0, 0], new Uint8Array([0, 0b01000000, 0, 0b10000000]))
  const at = (x: number, y: number) => coloursAt(bits, 'image/png', x, y)
  expect([await at(0, 0), await at(1, 0), await at(0, 1), await at(1, 1)]).toEqual([
    black,
    white,
    white,
    black,
  ])
  const palette: [string, number[]] = ['PLTE', [9, 8, 7, 100, 110, 120]]
  const named = pngOf([0, 0, 0, 2, 0, 0, 0, 1, 4, 3, 0, 0, 0], new Uint8Array([0, 0x10]), [palette])
  expect(await coloursAt(named, 'image/png', 0, 0)).toEqual([100, 110, 120])
  expect(await coloursAt(named, 'image/png', 1, 0)).toEqual([9, 8, 7])
})

test('a thumbnail is no larger than it is printed, and keeps the shape of the picture', async () => {
  const found = await thumbnailOf(png(new Uint8Array(900 * 300 * 3), 900, 300, 3), 'image/png')
  expect(found).toMatchObject({ width: 220, height: 73 })
})

const segment = (marker: number, ...bytes: number[]) => [0xff, marker, 0, bytes.length + 2, ...bytes]
const oneCode = [1, ...Array<number>(15).fill(0), 0]

/** A JPEG of one grey; `before` stands where cameras tell how they were held. */
const jpegOf = (width: number, height: number, before: number[] = []) =>
  Buffer.from([
    ...[0xff, 0xd8, ...before],
    ...segment(0xdb, 0, ...Array<number>(64).fill(1)),
    ...segment(0xc0, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0),
    ...segment(0xc4, 0x00, ...oneCode),
    ...segment(0xc4, 0x10, ...oneCode),
    ...segment(0xda, 1, 1, 0, 0, 63, 0),
    // Two blocks, in each of which nothing differs from grey.
    ...[0x0f, 0xff, 0xd9],
  ])

test('a thumbnail of a photograph stands upright, however the camera was held', async () => {
  expect(await thumbnailOf(jpegOf(16, 8), 'image/jpeg')).toMatchObject({ width: 16, height: 8 })
  expect(await coloursAt(jpegOf(16, 8), 'image/jpeg', 3, 3)).toEqual([128, 128, 128])
  const turned = jpegOf(16, 8, segment(0xe1, ...exif(6)))
  expect(await thumbnailOf(turned, 'image/jpeg')).toMatchObject({ width: 8, height: 16 })
})

test('what unfolds into too much, is broken or is no picture has no thumbnail, at once', async () => {
  const rows = new Uint8Array(40_000_000)
  const small = jpegOf(16, 8)
  const scans = Buffer.concat([small.subarray(0, -2), ...Array<Buffer>(40).fill(Buffer.from('ffda', 'hex'))])
  const hostile: [string, Uint8Array, string][] = [
    [
      'a PNG of 25 million pixels',
      pngOf([0, 0, 0x13, 0x88, 0, 0, 0x13, 0x88, 8, 0, 0, 0, 0], rows),
      'image/png',
    ],
    ['more than its pixels', pngOf([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0], rows), 'image/png'],
    ['a JPEG of 4 milliard pixels', jpegOf(65_535, 65_535), 'image/jpeg'],
    ['a JPEG of many scans', scans, 'image/jpeg'],
    ['the start of a JPEG', small.subarray(0, 60), 'image/jpeg'],
    ['a text', Buffer.from('text'), 'image/png'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'application/pdf'],
  ]
  const began = performance.now()
  for (const [what, bytes, mediaType] of hostile)
    expect([what, await thumbnailOf(bytes, mediaType)]).toEqual([what, null])
  expect(performance.now() - began).toBeLessThan(5_000)
})
