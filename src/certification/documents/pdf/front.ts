import { fullName } from '../../../parties/names/names.ts'
import { period } from '../../../platform/dates.ts'
import {
  type Block,
  drawStack,
  flow,
  heightOf,
  newPage,
  sideBySide,
  stackHeight,
} from '../../../platform/pdf/flow.ts'
import { bookmark } from '../../../platform/pdf/headings.ts'
import { type Style, sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { decorate, fill, type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { type Box, type Passage, passage } from '../../../platform/pdf/passage.ts'
import { inEach, inRow } from '../../../platform/pdf/text.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import { achieved } from './achieved.ts'
import { columnBox } from './facts.ts'
import { verification } from './verification.ts'
import { placeIn, say } from './words.ts'

const full: Box = { x: sheet.left, width: textWidth }
const bottom = sheet.height - sheet.bottom
const frontTop = 36

/**
 * The page that is framed: who did what, how far, and how anyone can check it. Gives the blocks that found no room on
 * it, to stand first on the next.
 */
export function front(paper: Paper, snapshot: CertificateSnapshot): Block[] {
  const parent = tag(paper, paper.root, 'Sect')
  const top = [...masthead(paper, parent, snapshot), ...holder(paper, parent, snapshot)]
  // Not in the structure yet: it is read where it will stand, before the foot or on the next page.
  const middleTag = paper.doc.struct('Div')
  const middle = achieved(paper, middleTag, snapshot)
  const footTag = paper.doc.struct('Div')
  const foot = verification(paper, footTag, snapshot)

  newPage(paper)
  bookmark(paper, 0, '', say('document'), 0)
  const room = bottom - frontTop
  const spare = room - heightOf([...top, middle, foot])
  parent.add(spare >= 0 ? middleTag : footTag)
  parent.add(spare >= 0 ? footTag : middleTag)
  if (spare < 0 && heightOf([...top, foot]) > room) {
    flow(paper, top, frontTop)
    return [foot, middle]
  }
  const end = flow(paper, spare < 0 ? top : airy(top, spare / 3), frontTop)
  foot.draw(bottom - foot.height)
  if (spare < 0) return [middle]
  middle.draw((end + middle.gap + bottom - foot.height - foot.gap - middle.height) / 2)
  return []
}

/** The blocks with room to breathe: `spare` goes above the title and above the name. */
function airy(blocks: readonly Block[], spare: number): Block[] {
  const most = blocks.reduce((sum, block) => sum + (block.gap > 20 ? 1 : 0), 0)
  return blocks.map((block) =>
    block.gap > 20 ? { ...block, gap: block.gap + Math.min(28, spare / most) } : block,
  )
}

function masthead(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block[] {
  const issuerBox = { x: sheet.left, width: textWidth - 190 }
  const numberBox: Box = { x: sheet.left + textWidth - 170, width: 170, align: 'right' }
  const issuer = passage(
    paper,
    parent,
    'P',
    [{ text: snapshot.issuer.name, style: type.mastheadStrong }],
    issuerBox,
  )
  const number = [
    passage(
      paper,
      parent,
      'P',
      inRow(paper.languages, say('number'), type.masthead, type.masthead),
      numberBox,
    ),
    passage(paper, parent, 'P', [{ text: snapshot.number, style: type.mastheadNumber }], numberBox),
  ]
  const titles = inEach(paper.languages, say('document'), type.title, type.titleSecond)
  const structure = inRow(paper.languages, say('structure'), type.structure, type.structure)
  return [
    ground(paper, [
      {
        height: Math.max(issuer.height, stackHeight(number)),
        gap: 0,
        draw(top) {
          issuer.draw(top)
          drawStack(number, top)
        },
      },
      single(passage(paper, parent, 'H1', titles, full), 22),
      single(passage(paper, parent, 'P', structure, full), 4),
    ]),
  ]
}

/** The head of the page, on a ground that reaches its edges. */
function ground(paper: Paper, blocks: readonly Block[]): Block {
  const height = heightOf(blocks) + 20
  return {
    height,
    gap: 0,
    draw(top) {
      decorate(paper, () => {
        fill(paper, 'accent')
        paper.doc.rect(0, 0, sheet.width, top + height).fill()
      })
      flow(paper, blocks, top)
    },
  }
}

const single = (text: Passage, gap: number): Block => ({
  height: text.height,
  gap,
  draw: (top) => text.draw(top),
})

function holder(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block[] {
  const { learner, hosting, mobility, framework } = snapshot
  const name = fullName(learner)
  const certifies = inRow(paper.languages, say('certifies'), type.bodySecond, type.bodySecond)
  const heads = [
    single(passage(paper, parent, 'P', certifies, full), 24),
    single(passage(paper, parent, 'P', [{ text: name, style: nameStyle(name) }], full), 0),
  ]
  const columns = paper.languages.map((language, index) => {
    const text = say('achievement', {
      host: hosting.name,
      place: placeIn(language, hosting),
      period: period(mobility.startsOn, mobility.endsOn, language),
      framework: readIn(framework.title, language),
    })(language)
    const style = leadStyle(paper, hosting.name, index)
    return [
      passage(paper, parent, 'P', [{ text, style, language }], columnBox(index, paper.languages.length)),
    ]
  })
  return [...heads, ...sideBySide(columns, 7)]
}

/** Smaller beside another language, and for an organisation with a long name. */
function leadStyle(paper: Paper, host: string, index: number) {
  if (paper.languages.length === 1) return host.length > 120 ? type.lead : type.leadWide
  if (host.length > 60) return index ? type.leadLongSecond : type.leadLong
  return index ? type.leadSecond : type.lead
}

/** The holder's name, smaller the longer it is. */
function nameStyle(name: string): Style {
  const size = name.length <= 28 ? 30 : name.length <= 40 ? 25 : name.length <= 70 ? 21 : 17
  return { face: 'strong', size, leading: size * 1.22, colour: 'ink' }
}
