import type { Block } from './flow.ts'
import { sheet, textWidth, type } from './look.ts'
import { type Paper, rule, type Tag } from './paper.ts'
import { passage } from './passage.ts'
import { inRowIfFits, type Run, type Said, textIn } from './text.ts'

const headed = (number: string, runs: Run[], style: Run['style']): Run[] =>
  number ? [{ text: `${number} `, style, language: runs[0]?.language }, ...runs] : runs

/** The heading of a numbered section, with its bookmark; it stays with what follows. */
export function sectionHeading(paper: Paper, parent: Tag, number: string, title: Said): Block {
  const runs = inRowIfFits(paper, title, [type.heading, type.headingSecond], textWidth - 40)
  const box = { x: sheet.left, width: textWidth }
  const heading = passage(paper, parent, 'H2', headed(number, runs, type.headingNumber), box)
  return {
    height: heading.height + 1,
    gap: 3.5,
    keep: true,
    draw(top) {
      bookmark(paper, 0, number, title, top)
      rule(paper, sheet.left, top, textWidth, 'accent')
      heading.draw(top + 1.5)
    },
  }
}

/** The heading of a part of a section; its bookmark lies under that of the section. */
export function subheading(paper: Paper, parent: Tag, title: Said): Block {
  const runs = inRowIfFits(paper, title, [type.noteStrong, type.noteSecond], textWidth)
  const heading = passage(paper, parent, 'H3', runs, { x: sheet.left, width: textWidth })
  return {
    height: heading.height,
    gap: 5,
    keep: true,
    draw(top) {
      bookmark(paper, 1, '', title, top)
      heading.draw(top)
    },
  }
}

/** A bookmark that leads to `top` of the page in hand, under the last one of the depth above. */
export function bookmark(paper: Paper, depth: number, number: string, title: Said, top: number): void {
  const titles = new Set(paper.languages.map((language) => textIn(language, title)))
  const text = [number, [...titles].join(' / ')].filter(Boolean).join(' ')
  // pdfkit counts `left` from the right edge.
  const to = { fit: false, top: Math.max(0, top - 12), left: sheet.width } as object
  paper.outlines[depth + 1] = paper.outlines[depth]!.addItem(text, to)
}
