import { buffer } from 'node:stream/consumers'
import { decode } from 'fast-png'
import PDFDocument from 'pdfkit'
import { describe, expect, it } from 'vitest'
import { pageImages } from '../../../../src/certification/documents/credentials/page-image.ts'

async function samplePdf(): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4' })
  pdf.fontSize(20).text('Mobility certificate')
  pdf.addPage().rect(0, 0, 300, 842).fill('#003366')
  pdf.end()
  return buffer(pdf)
}

/** The share of a PNG's points that are not white. */
function ink(png: Uint8Array): number {
  const { data, channels } = decode(png)
  let dark = 0
  for (let at = 0; at < data.length; at += channels) if (data[at]! < 250) dark++
  return dark / (data.length / channels)
}

describe('the images of a PDF', () => {
  it('are one PNG a page, in the proportions of the page, and show what is on it', async () => {
    const images = await pageImages(await samplePdf(), 9)
    expect(images).toHaveLength(2)
    for (const image of images) {
      expect(Buffer.from(image.subarray(0, 8)).toString('hex')).toBe('89504e470d0a1a0a')
      const { width, height } = decode(image)
      expect(width).toBeGreaterThan(800)
      expect(height / width).toBeCloseTo(Math.SQRT2, 2)
    }
    expect(ink(images[0]!)).toBeGreaterThan(0.001)
    expect(ink(images[0]!)).toBeLessThan(0.05)
    expect(ink(images[1]!)).toBeCloseTo(300 / 595.28, 1)
  })

  it('are the same bytes each time', async () => {
    const pdf = await samplePdf()
    const [first, second] = [await pageImages(pdf, 2), await pageImages(pdf, 2)]
    expect(first.map((image) => Buffer.from(image))).toEqual(second.map((image) => Buffer.from(image)))
  })

  it('are no more than are asked for', async () => {
    expect(await pageImages(await samplePdf(), 1)).toHaveLength(1)
  })

  it('are not made of what is not a PDF', async () => {
    await expect(pageImages(Buffer.from('not a PDF'), 1)).rejects.toThrow()
  })
})
