import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { pageImages } from '../../../src/certification/documents/credentials/page-image.ts'
import { drawCertificate } from '../../../src/certification/documents/pdf/draw-certificate.ts'
import { sheet } from '../../../src/platform/pdf/look.ts'
import { sampleSnapshot } from '../../certification/certificates/sample-snapshot.ts'
import { has } from '../../setup/has.ts'

const hasReader = has('tesseract', '--version') && has('pdftotext', '-v')

/** How often each word stands in a text; a sign by itself is none. */
function wordsOf(text: string): Map<string, number> {
  const counted = new Map<string, number>()
  for (const [word] of text.matchAll(/[\p{L}\p{N}]{2,}/gu)) counted.set(word, (counted.get(word) ?? 0) + 1)
  return counted
}

const kinds = [
  ['as it is shown', 'summary', undefined, 144, 0.98],
  ['where there is less room', 'summary', 100_000, 126, 0.95],
  ['as coarse as it ever is', 'summary', 1, 108, 0.95],
] as const

it.runIf(hasReader).each(kinds)(
  'the page in a credential is read back from its image, %s',
  async (_, layout, maxBytes, dpi, share) => {
    const pdf = await drawCertificate(sampleSnapshot(), [], { layout })
    const [image] = await pageImages(pdf, 1, maxBytes)
    expect(new DataView(image!.buffer, image!.byteOffset).getUint32(16)).toBe(
      Math.floor((dpi * sheet.width) / 72),
    )
    const printed = wordsOf(execFileSync('pdftotext', ['-l', '1', '-', '-'], { input: pdf }).toString())
    // Once as a page, and once as words that stand anywhere.
    const read = ['3', '11'].map((psm) => {
      const asked = ['stdin', 'stdout', '-l', 'lav+eng', '--dpi', String(dpi), '--psm', psm]
      return wordsOf(
        execFileSync('tesseract', asked, {
          input: image!,
          stdio: ['pipe', 'pipe', 'ignore'],
          env: { ...process.env, OMP_THREAD_LIMIT: '1' },
        }).toString(),
      )
    })
    let all = 0
    let found = 0
    for (const [word, times] of printed) {
      all += times
      found += Math.min(times, Math.max(...read.map((words) => words.get(word) ?? 0)))
    }
    expect(all).toBeGreaterThan(200)
    expect(found / all).toBeGreaterThan(share)
  },
)
