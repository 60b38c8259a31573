import { encode, type ImageData } from 'fast-png'
import { expect, test } from 'vitest'
import { flattenPng, reduced } from '../../../src/platform/pictures/flatten-png.ts'

const red = [255, 0, 0]
const pink = [255, 127, 127]
const white = [255, 255, 255]

const kinds: Record<string, { picture: ImageData; pixels: number[][] }> = {
  'colours with opacity': {
    picture: {
      width: 3,
      height: 1,
      channels: 4,
      data: Uint8Array.of(255, 0, 0, 255, 255, 0, 0, 128, 0, 0, 0, 0),
    },
    pixels: [red, pink, white],
  },
  'colours with opacity, in 16 bits': {
    picture: {
      width: 2,
      height: 1,
      depth: 16,
      channels: 4,
      data: Uint16Array.of(65_535, 0, 0, 65_535, 0, 0, 0, 0),
    },
    pixels: [red, white],
  },
  'greys with opacity': {
    picture: { width: 2, height: 1, channels: 2, data: Uint8Array.of(0, 128, 0, 255) },
    pixels: [
      [127, 127, 127],
      [0, 0, 0],
    ],
  },
  'colours without opacity': {
    picture: { width: 1, height: 2, channels: 3, data: Uint8Array.of(255, 0, 0, 255, 255, 255) },
    pixels: [red, white],
  },
}

test.each(Object.keys(kinds))('a picture of %s is laid on white', (name) => {
  const { picture, pixels } = kinds[name]!
  const { width, height, data } = flattenPng(encode(picture))
  expect([width, height]).toEqual([picture.width, picture.height])
  expect([...data]).toEqual(pixels.flat())
})

/** Eight pixels a byte, black and white in turn, of which the black are said to be holes. */
const holes = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAABAQAAAADLe9LuAAAAAnRSTlMAAHaTzTgAAAAKSURBVHicYwgFAABXAFY/Qx9MAAAAAElFTkSuQmCC',
  'base64',
)

test('a picture of one bit a pixel is read, and its holes are white', () => {
  expect(new Set(flattenPng(holes).data)).toEqual(new Set([255]))
})

test('a picture is reduced to the mean of what stood there, in its proportions, and never enlarged', () => {
  const data = Uint8Array.from({ length: 3 * 40 * 20 }, (_, at) => (Math.floor(at / 3) % 2 === 0 ? 0 : 255))
  const large = { width: 40, height: 20, data }
  const { width, height, data: small } = reduced(large, { width: 10, height: 10 })
  expect([width, height]).toEqual([10, 5])
  expect(new Set(small)).toEqual(new Set([128]))
  expect(reduced(large, { width: 400, height: 200 })).toBe(large)
})
