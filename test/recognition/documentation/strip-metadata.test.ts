import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orientationOf } from '../../../src/recognition/documentation/orientation.ts'
import { stripMetadata } from '../../../src/recognition/documentation/strip-metadata.ts'
import { bare, barePng, photograph, pictureless, screenshot, talkative } from './pictures.ts'

const jpeg = (bytes: Uint8Array) => stripMetadata('image/jpeg', bytes)
const png = (bytes: Uint8Array) => stripMetadata('image/png', bytes)
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1')

describe('the metadata of a picture', () => {
  test('is taken out of a photograph: EXIF, XMP, IPTC, comments and what follows its end', () => {
    const stripped = jpeg(photograph())
    expect(stripped?.removed).toEqual(['Exif', 'XMP', 'IPTC', 'comment', 'colour profile', 'after the end'])
    expect(text(stripped?.bytes)).not.toMatch(/Riga|56\.95|workshop|Photo|Exif/)
  })

  test('leaves every other byte as it was', () => {
    expect(Buffer.from(jpeg(photograph())!.bytes)).toEqual(bare)
    expect(Buffer.from(jpeg(bare)!.bytes)).toEqual(bare)
    expect(jpeg(bare)!.removed).toEqual([])
  })

  test('still says which way up the camera was held, and nothing else', () => {
    const { bytes } = jpeg(photograph(6))!
    const at = text(bytes).indexOf('Exif\0\0')
    expect(orientationOf(bytes.subarray(at + 6))).toBe(6)
    expect(bytes.length).toBe(bare.length + 36)
    expect(Buffer.from(jpeg(bytes)!.bytes)).toEqual(Buffer.from(bytes))
  })

  test('is taken out of a PNG, unknown chunks too', () => {
    const stripped = png(screenshot)
    expect(stripped?.removed).toEqual([
      'eXIf',
      'iCCP',
      'zTXt',
      'sPLT',
      'pHYs',
      'tEXt',
      'iTXt',
      'zzZz',
      'after the end',
    ])
    expect(Buffer.from(stripped!.bytes)).toEqual(barePng)
  })

  test('leaves of what says how to show a picture only that, and no room for a text', () => {
    const stripped = jpeg(talkative)!
    expect(stripped.removed).toEqual(['JFIF extension', 'APP5', 'unknown segment'])
    expect(text(stripped.bytes)).not.toMatch(/Riga/)
    expect(text(stripped.bytes)).toMatch(/JFIF.*Adobe/s)
    expect(Buffer.from(jpeg(stripped.bytes)!.bytes)).toEqual(Buffer.from(stripped.bytes))
  })

  test.each(Object.entries(pictureless))('is looked for in no %s that holds no picture', (type, files) => {
    for (const file of files) expect(stripMetadata(type, file)).toBeNull()
  })

  test('cannot be taken out of a broken picture, which is refused', () => {
    for (let length = 2; length < photograph().length - 18; length++) {
      expect(jpeg(photograph().subarray(0, length))).toBeNull()
    }
    for (let length = 8; length < barePng.length; length++)
      expect(png(barePng.subarray(0, length))).toBeNull()
  })

  test('never brings the service down, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
        jpeg(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), tail]))
        jpeg(Buffer.concat([photograph().subarray(0, 12), tail]))
        png(Buffer.concat([barePng.subarray(0, 8), tail]))
      }),
    )
  })

  test('of a photograph in a PDF is overwritten, and every other byte stays where it was', () => {
    const [head, tail] = [Buffer.from('%PDF-1.7\nstream\n'), Buffer.from('\nendstream anything')]
    const pdf = Buffer.concat([head, photograph(), tail, head, photograph(6), tail])
    const { bytes, removed } = stripMetadata('application/pdf', pdf)!
    expect(removed).toEqual(['Exif', 'XMP', 'IPTC'])
    expect(text(bytes)).not.toMatch(/Exif|Riga, 56|City Riga/)
    expect(bytes.length).toBe(pdf.length)
    const picture = bytes.subarray(head.length, head.length + photograph().length)
    expect(Buffer.from(jpeg(picture)!.bytes)).toEqual(bare)
    const changed = [...pdf.keys()].filter((at) => pdf[at] !== bytes[at])
    expect(changed.every((at) => bytes[at] === 0)).toBe(true)
    expect(stripMetadata('application/pdf', bytes)).toEqual({ bytes, removed: [] })
  })

  test('is left alone in a PDF that is signed, that only speaks of it, or that was cut short', () => {
    const signed = Buffer.concat([Buffer.from('%PDF-1.7 /ByteRange [0 1 2 3] '), photograph()])
    const words = Buffer.from('%PDF-1.7 (Exif\0\0 and Photoshop 3.0\0 in words)', 'latin1')
    const cut = Buffer.concat([Buffer.from('%PDF-1.7 '), photograph().subarray(0, 60)])
    for (const pdf of [signed, words, cut, Buffer.from('Exif\0\0')])
      expect(stripMetadata('application/pdf', pdf)).toEqual({ bytes: pdf, removed: [] })
  })
})
