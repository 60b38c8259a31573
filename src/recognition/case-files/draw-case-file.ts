import { openArchivedPaper } from '../../platform/pdf/archived-paper.ts'
import { type Block, flow, newPage, sideBySide } from '../../platform/pdf/flow.ts'
import { page, type Style, textWidth, type } from '../../platform/pdf/look.ts'
import { closePaper, decorate, drawText, type Paper } from '../../platform/pdf/paper.ts'
import { passage } from '../../platform/pdf/passage.ts'
import { printable } from '../../platform/pdf/printable.ts'
import type { Language } from '../../platform/words/language.ts'
import type { Section } from './case-file.ts'
import { dayTime } from './item.ts'
import { say } from './words.ts'

/** What a case file says, of which case, in which language and when. */
export type CaseFile = { sections: Section[]; language: Language; id: string; sending: string; at: Date }

/** As papers name the language of a text. */
type Spoken = Paper['languages'][number]

/** Draws the case file, tagged and with its fonts in it; as many pages as it takes. */
export function drawCaseFile(file: CaseFile): Uint8Array {
  const { id, language, sections, at } = file
  const w = say.in(language)
  const said = language as Spoken
  const paper = openCaseFile(file)
  const blocks = [
    ...text(paper, 'H1', w('title'), type.subtitle, 0, said),
    ...text(paper, 'P', `${id} · ${w('made', { moment: dayTime(at) })}`, type.small, 2),
    ...sections.flatMap((section) => [
      ...kept(text(paper, 'H2', section.title, type.section, 16, said)),
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
  const subject = say('title')(language)
  const titles = [{ language: language as Spoken, text: `${subject} ${id}` }]
  const about = { titles, descriptions: titles, subject, creator: sending, keywords: id, at }
  return openArchivedPaper([language as Spoken], about, 'PDF/A-3a')
}

function text(
  paper: Paper,
  tag: string,
  said: string,
  style: Style,
  gap: number,
  language?: Spoken,
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
    const line = printable(`${id} · ${say('page', { number: index + 1, count })(language)}`)
    const draw = () => drawText(paper, { text: line, style: type.small }, line, page.left, page.height - 30)
    decorate(paper, draw, 'Pagination')
  }
}
