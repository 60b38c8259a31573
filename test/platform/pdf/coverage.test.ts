import { expect, test } from 'vitest'
import { fontOf, scriptOf } from '../../../src/platform/pdf/scripts.ts'
import { unwritable } from '../../../src/platform/pdf/writable.ts'

const faces = ['regular', 'strong', 'light'] as const

/** The characters that every face has a shape for, as ranges of code points in hexadecimal. */
function coverage(): string {
  const ranges: [number, number][] = []
  for (let codePoint = 0x20; codePoint <= 0x1ffff; codePoint += 1) {
    const character = codePoint >= 0xd800 && codePoint <= 0xdfff ? '\ufffd' : String.fromCodePoint(codePoint)
    if (/[\p{Co}\p{Cn}\ufffd]/u.test(character)) continue
    const script = scriptOf(character)
    if (!script || !faces.every((face) => fontOf(face, script).hasGlyphForCodePoint(codePoint))) continue
    const last = ranges.at(-1)
    if (last?.[1] === codePoint - 1) last[1] = codePoint
    else ranges.push([codePoint, codePoint])
  }
  const written = ranges.map((range) => range.map((codePoint) => codePoint.toString(16)).join('-'))
  return `${written.join('\n')}\n`
}

test('what is taken at entry is what every face of the fonts has a shape for: -u writes it anew', async () => {
  await expect(coverage()).toMatchFileSnapshot('../../../src/platform/pdf/coverage.txt')
})

test('letters, figures and signs of Europe can be written, other scripts cannot, and it is said which letters', () => {
  const written = [
    'Jānis Bērziņš-Ķirsis, 5 % „citāts” – €',
    'Đặng Thị Hương ą́ ẹ́',
    'Γιώργος ᾧ',
    'Ѓорѓи А́нна',
    'გიორგი',
    'Արմեն',
    'x ≥ 5 → √2',
    'two\nlines\tand\u200b',
    'e\u0301',
  ]
  for (const text of written) expect([text, unwritable(text)]).toEqual([text, ''])
  expect(unwritable('Learner אבי')).toBe('אבי')
  expect(unwritable('王小明 王')).toBe('王小明')
  expect(unwritable('👩🏽‍🔧')).toBe('👩🏽🔧')
  expect(unwritable('\ue000')).toBe('\ue000')
})
