import { openArchivedPaper } from '../../platform/pdf/archived-paper.ts'
import { type Block, flow, newPage, sideBySide } from '../../platform/pdf/flow.ts'
import { type Style, sheet, textWidth, type } from '../../platform/pdf/look.ts'
import { closePaper, decorate, drawText, type Paper } from '../../platform/pdf/paper.ts'
import { passage } from '../../platform/pdf/passage.ts'
import { printable } from '../../platform/pdf/printable.ts'
import type { Language } from '../../platform/words/language.ts'
import { type CaseFile, dayTime } from './item.ts'
import { say } from './words.ts'

/** Draws the case file, tagged and with its fonts in it; as many pages as it takes. */
export function drawCaseFile(file: CaseFile): Uint8Array {
  const { id, language, sections, at } = file
  const w = say.in(language)
  const title = file.title ?? w('title')
  const paper = openCaseFile(file)
  const blocks = [
    ...text(paper, 'H1', title, type.subtitle, 0, language),
    ...text(paper, 'P', `${id} · ${w('made', { moment: dayTime(at) })}`, type.small, 2),
    ...sections.flatMap((section) => [
      ...kept(text(paper, 'H2', section.title, type.section, 16, language)),
      ...section.items.flatMap(({ heading, lines }) => [
        ...(lines.length > 0 ? kept : same)(text(paper, 'H3', heading, type.bodyStrong, 7)),
        ...lines.flatMap((line) => text(paper, 'P', line, type.body, 1)),
      ]),
    ]),
  ]
  newPage(paper)
  flow(paper, blocks, sheet.top)
  numberPages(paper, file)
  return closePaper(paper)
}

function openCaseFile({ title, language, id, sending, at }: CaseFile): Paper {
  const subject = title ?? say('title')(language)
  const titles = [{ language: language, text: `${subject} ${id}` }]
  const about = { titles, descriptions: titles, subject, creator: sending, keywords: id, at }
  return openArchivedPaper([language], about, 'PDF/A-3a')
}

function text(
  paper: Paper,
  tag: string,
  said: string,
  style: Style,
  gap: number,
  language?: Language,
): Block[] {
  const box = { x: sheet.left, width: textWidth }
  return sideBySide([[passage(paper, paper.root, tag, [{ text: said, style, language }], box)]], gap)
}

const same = (blocks: Block[]) => blocks
const kept = (blocks: Block[]) => blocks.map((block) => ({ ...block, keep: true }))

function numberPages(paper: Paper, { language, id }: CaseFile): void {
  const { count } = paper.doc.bufferedPageRange()
  for (let index = 0; index < count; index++) {
    paper.doc.switchToPage(index)
    const line = printable(`${id} · ${say('page', { number: index + 1, count })(language)}`)
    const draw = () => drawText(paper, { text: line, style: type.small }, line, sheet.left, sheet.height - 30)
    decorate(paper, draw, 'Pagination')
  }
}
