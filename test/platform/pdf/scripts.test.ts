import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { expect, test } from 'vitest'
import { openArchivedPaper } from '../../../src/platform/pdf/archived-paper.ts'
import { newPage } from '../../../src/platform/pdf/flow.ts'
import { openFonts } from '../../../src/platform/pdf/fonts.ts'
import { type } from '../../../src/platform/pdf/look.ts'
import { closePaper } from '../../../src/platform/pdf/paper.ts'
import { passage } from '../../../src/platform/pdf/passage.ts'
import { spansOf } from '../../../src/platform/pdf/scripts.ts'
import { breakLines } from '../../../src/platform/pdf/text.ts'
import { readPdf } from '../../setup/read-pdf.ts'

const names = [
  'Jānis Bērziņš-Ķirsis',
  'Đặng Thị Hương',
  'Nguyễn Văn Ế',
  'ą́ ė̃ į̃ ų́ ū̃',
  'ẹ́kọ̀ọ́ ṣ̀',
  'Γιώργος Παπαδόπουλος',
  'Александр Ѓорѓи Љубица',
  'А́нна и̂',
  'გიორგი მაისურაძე',
  'Արմեն Սարգսյան մնաց',
  'g̃ ɔ̃ ɛ̃́',
]
const signs = ['≥', '→', '√', '∞']

function draw(): Uint8Array {
  const [title] = [{ language: 'en', text: 'Names' }]
  const about = {
    titles: [title!],
    descriptions: [title!],
    creator: 'One',
    keywords: 'one',
    subject: 'Names',
  }
  const paper = openArchivedPaper(['en'], { ...about, at: new Date(0) }, 'PDF/A-3a')
  newPage(paper)
  let top = 60
  for (const text of [...names, signs.join(' ')]) {
    for (const style of [type.body, type.bodyStrong, type.figure]) {
      const written = passage(paper, paper.root, 'P', [{ text, style }], { x: 56, width: 480 })
      if (top + written.height > 780) {
        newPage(paper)
        top = 60
      }
      written.draw(top)
      top += written.height
    }
  }
  return closePaper(paper)
}

const asRead = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ')
const timesIn = (text: string, name: string) => asRead(text).split(asRead(name)).length - 1

test('letters with all marks, and of every script of Europe, are read back from the paper as they were written', async () => {
  const paper = draw()
  const { text } = await readPdf(paper)
  for (const name of names) expect([name, timesIn(text, name)]).toEqual([name, 3])
  for (const sign of signs) expect([sign, timesIn(text, sign)]).toEqual([sign, 3])
  expect(Buffer.compare(draw(), paper)).toBe(0)
})

const hasPoppler = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

test.runIf(hasPoppler)('so they are by another reader', () => {
  const folder = mkdtempSync(join(tmpdir(), 'names-'))
  const file = join(folder, 'names.pdf')
  writeFileSync(file, draw())
  // As it is written: which words of so short lines stand in columns is a reader's guess.
  const text = execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  for (const name of names) expect([name, timesIn(text, name)]).toEqual([name, 3])
})

test('a text keeps the lines in which it was typed, and is broken further only where one is too long', () => {
  const doc = new PDFDocument({ font: '' })
  const fonts = openFonts(doc)
  const run = { text: 'One.\nTwo is longer than the line has room for.\r\n\nThree.', style: type.body }
  const lines = breakLines(fonts, [run], 120)
  expect(lines.map(({ pieces }) => pieces.map(({ text }) => text).join(''))).toEqual([
    'One. ',
    expect.stringMatching(/^Two is /),
    expect.stringMatching(/for. $/),
    '',
    'Three.',
  ])
  for (const { height } of lines) expect(height).toBe(type.body.leading)
  const one = { ...run, text: 'One line' }
  expect(breakLines(fonts, [one], 120)).toHaveLength(1)
})

test('a text is parted only where its font changes, and a mark stays with its letter', () => {
  expect(spansOf('Learner One').map(({ script }) => script)).toEqual(['common'])
  expect(spansOf('გიორგი მაისურაძე 2026')).toEqual([
    { script: 'georgian', text: 'გიორგი მაისურაძე ' },
    { script: 'common', text: '2026' },
  ])
})
