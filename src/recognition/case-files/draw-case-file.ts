import type { Language } from '../../platform/http/language.ts'
import { openArchivedPaper } from '../../platform/pdf/archived-paper.ts'
import { type Block, flow, newPage, sideBySide } from '../../platform/pdf/flow.ts'
import { page, type Style, textWidth, type } from '../../platform/pdf/look.ts'
import { closePaper, decorate, drawText, type Paper } from '../../platform/pdf/paper.ts'
import { passage } from '../../platform/pdf/passage.ts'
import type { Section } from './case-file.ts'
import { words } from './words.ts'

/** What a case file says, of which case, in which language and when. */
export type CaseFile = { sections: Section[]; language: Language; id: string; sending: string; at: Date }

/** Draws the case file, tagged and with its fonts in it; as many pages as it takes. */
export function drawCaseFile(file: CaseFile): Uint8Array {
  const { language, sections } = file
  const paper = openCaseFile(file)
  const blocks = [
    ...text(paper, 'H1', words[language].title, type.subtitle, 0, language),
    ...text(
      paper,
      'P',
      `${file.id} · ${words[language].made} ${file.at.toISOString().slice(0, 16)}Z`,
      type.small,
      2,
    ),
    ...sections.flatMap((section) => [
      ...kept(text(paper, 'H2', section.title, type.section, 16, language)),
      ...section.items.flatMap(({ heading, lines }) => [
        ...(lines.length > 0 ? kept : same)(text(paper, 'H3', heading, type.bodyStrong, 7)),
        ...lines.flatMap((line) => text(paper, 'P', line, type.body, 1)),
      ]),
    ]),
  ]
  newPage(paper)
  flow(paper, blocks, page.top)
  numberPages(paper, file)
  return closePaper(paper)
}

function openCaseFile({ language, id, sending, at }: CaseFile): Paper {
  const subject = words[language].title
  const titles = [{ language, text: `${subject} ${id}` }]
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
  const box = { x: page.left, width: textWidth }
  return sideBySide([[passage(paper, paper.root, tag, [{ text: said, style, language }], box)]], gap)
}

const same = (blocks: Block[]) => blocks
const kept = (blocks: Block[]) => blocks.map((block) => ({ ...block, keep: true }))

function numberPages(paper: Paper, { language, id }: CaseFile): void {
  const { count } = paper.doc.bufferedPageRange()
  for (let index = 0; index < count; index++) {
    paper.doc.switchToPage(index)
    const line = `${id} · ${words[language].page} ${index + 1} / ${count}`
    const draw = () => drawText(paper, { text: line, style: type.small }, line, page.left, page.height - 30)
    decorate(paper, draw, 'Pagination')
  }
}
