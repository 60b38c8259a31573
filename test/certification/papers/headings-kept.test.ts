import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, test } from 'vitest'
import { drawCaseFile } from '../../../src/recognition/case-files/draw-case-file.ts'
import type { FilePart } from '../../../src/recognition/case-files/part.ts'

/** On which page each of these texts stands. */
async function pagesOf(bytes: Uint8Array, texts: readonly string[]): Promise<number[]> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  try {
    const pages: string[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const { items } = await (await document.getPage(number)).getTextContent()
      pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
    }
    return texts.map((text) => pages.findIndex((page) => page.includes(text)))
  } finally {
    await document.destroy()
  }
}

const facts = ['Baseline', 'Target', 'Methods', 'Assessor', 'Workload']

/** A paper with an outcome after so many lines. */
const paper = (lines: number) =>
  drawCaseFile({
    title: 'Learning agreement',
    foot: 'Learning agreement',
    language: 'en',
    id: '01993c7e-0000-7000-8000-000000000001',
    sending: 'Example School',
    at: new Date('2026-11-21T10:00:00Z'),
    parts: [
      { kind: 'heading', depth: 1, text: 'Learning agreement' },
      { kind: 'heading', depth: 2, text: 'Outcomes' },
      ...Array.from({ length: lines }, (): FilePart => ({ kind: 'text', words: 'A line before.' })),
      { kind: 'heading', depth: 3, text: 'Outcome 2.4' },
      { kind: 'facts', rows: facts.map((name): [string, string] => [name, 'As it was agreed.']) },
    ],
  })

describe('the heading of an outcome on paper', () => {
  test('stands on one page with all that is said below it, however much comes before', async () => {
    const apart: number[] = []
    let turned = 0
    for (let lines = 25; lines < 60; lines++) {
      const pages = await pagesOf(await paper(lines), ['Outcome 2.4', ...facts])
      if (new Set(pages).size > 1) apart.push(lines)
      if (pages[0]! > 0) turned += 1
    }
    expect(turned).toBeGreaterThan(0)
    expect(turned).toBeLessThan(35)
    expect(apart).toEqual([])
  })
})
