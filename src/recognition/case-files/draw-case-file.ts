import { type Block, flow, newPage, sideBySide } from '../../certification/documents/pdf/flow.ts'
import { page, type Style, textWidth, type } from '../../certification/documents/pdf/look.ts'
import {
  closePaper,
  decorate,
  drawText,
  openPaper,
  type Paper,
} from '../../certification/documents/pdf/paper.ts'
import { passage } from '../../certification/documents/pdf/passage.ts'
import { replaceMetadata } from '../../certification/documents/pdf/pdfkit-inside.ts'
import { xmpPacket } from '../../certification/documents/pdf/xmp.ts'
import type { Language } from '../../platform/http/language.ts'
import type { Section } from './case-file.ts'
import { words } from './words.ts'

/** What a case file says, of which case, in which language and when. */
export type CaseFile = { sections: Section[]; language: Language; id: string; sending: string; at: Date }

const tool = 'Digital Competence Recognition'

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
  const title = `${words[language].title} ${id}`
  const info = {
    Title: title,
    Author: sending,
    Subject: words[language].title,
    Keywords: id,
    Creator: tool,
    Producer: 'PDFKit',
    CreationDate: at,
    ModDate: at,
  }
  const paper = openPaper([language], info, 'PDF/A-3a')
  const described = [{ language, text: title }]
  replaceMetadata(
    paper.doc,
    xmpPacket({
      titles: described,
      descriptions: described,
      creator: sending,
      keywords: id,
      tool,
      producer: 'PDFKit',
      at,
      standard: 'PDF/A-3a',
    }),
  )
  return paper
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
