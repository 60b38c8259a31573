import type { CertificateSnapshot } from '../snapshot.ts'
import { longDate, period } from './dates.ts'
import { columnBox } from './facts.ts'
import { type Block, drawStack, flow, heightOf, newPage, sideBySide, stackHeight } from './flow.ts'
import { bookmark } from './headings.ts'
import { nameStyle, page, textWidth, type } from './look.ts'
import {
  type Box,
  decorate,
  fill,
  linked,
  type Paper,
  type Passage,
  passage,
  type Tag,
  tag,
} from './paper.ts'
import { drawQr } from './qr.ts'
import { breakLines, inEach, inRow, type Said } from './text.ts'
import { drawWheel } from './wheel.ts'
import { achievement, hoursFigure, placeIn, words } from './words.ts'

const full: Box = { x: page.left, width: textWidth }
const bottom = page.height - page.bottom
const frontTop = 36
const qrSize = 88

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
  bookmark(paper, 0, '', words.document, 0)
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
  const issuerBox = { x: page.left, width: textWidth - 190 }
  const numberBox: Box = { x: page.left + textWidth - 170, width: 170, align: 'right' }
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
      inRow(paper.languages, words.number, type.masthead, type.masthead),
      numberBox,
    ),
    passage(paper, parent, 'P', [{ text: snapshot.number, style: type.mastheadNumber }], numberBox),
  ]
  const titles = inEach(paper.languages, words.document, type.title, type.titleSecond)
  const structure = inRow(paper.languages, words.structure, type.structure, type.structure)
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
        paper.doc.rect(0, 0, page.width, top + height).fill()
      })
      flow(paper, blocks, top)
    },
  }
}

const single = (one: Passage, gap: number): Block => ({
  height: one.height,
  gap,
  draw: (top) => one.draw(top),
})

function holder(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block[] {
  const { learner, hosting, mobility, framework } = snapshot
  const name = `${learner.givenName} ${learner.familyName}`
  const certifies = inRow(paper.languages, words.certifies, type.bodySecond, type.bodySecond)
  const heads = [
    single(passage(paper, parent, 'P', certifies, full), 24),
    single(passage(paper, parent, 'P', [{ text: name, style: nameStyle(name) }], full), 0),
  ]
  const columns = paper.languages.map((language, index) => {
    const text = achievement(language, {
      host: hosting.name,
      place: placeIn(language, hosting),
      period: period(language, mobility.startsOn, mobility.endsOn),
      framework: framework.title[language],
    })
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

/** The wheel, and beside it what the certificate is of, its figures, and the names of the areas. */
function achieved(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block {
  const radius = paper.languages.length === 1 ? 116 : 104
  const wheelTag = tag(paper, parent, 'Div')
  const box: Box = { x: page.left + 2 * radius + 30, width: textWidth - 2 * radius - 30 }
  const titles = inEach(paper.languages, snapshot.title, type.subtitle, type.subtitleSecond)
  const title = passage(paper, parent, 'H2', titles, box)
  const figures = numbers(paper, parent, snapshot, box)
  const areas = areaNames(paper, parent, snapshot, box)
  const right = title.height + 6 + figures.height + 12 + heightOf(areas)
  const height = Math.max(2 * radius, right)
  return {
    height,
    gap: 18,
    draw(top) {
      drawWheel(paper, wheelTag, snapshot, { x: page.left + radius, y: top + height / 2, radius })
      const y = top + (height - right) / 2
      title.draw(y)
      figures.draw(y + title.height + 6)
      let below = y + title.height + 6 + figures.height + 12
      for (const area of areas) {
        area.draw(below)
        below += area.height + area.gap
      }
    },
  }
}

function numbers(paper: Paper, parent: Tag, snapshot: CertificateSnapshot, box: Box) {
  const { outcomes, framework, mobility } = snapshot
  const reached = outcomes.filter((one) => one.result === 'reached').length
  const highest = Math.max(0, ...outcomes.map((one) => one.level ?? 0))
  const shown: { figure: string; label: keyof typeof words }[] = [
    { figure: `${reached} / ${outcomes.length}`, label: 'outcomesReached' },
    ...(highest
      ? [{ figure: `${highest} / ${framework.levels.length}`, label: 'highestLevel' } as const]
      : []),
    ...(mobility.workloadHours > 0
      ? [{ figure: hoursFigure(mobility.workloadHours), label: 'workload' } as const]
      : []),
  ]
  const gap = 10
  const width = (box.width - gap * 2) / 3
  const wide = shown.some(
    ({ figure }) => breakLines(paper.fonts.measure, [{ text: figure, style: type.figure }], width).length > 1,
  )
  const style = wide ? type.figureSmall : type.figure
  const stacks = shown.map(({ figure, label }, index) => {
    const own = { x: box.x + index * (width + gap), width }
    return [
      passage(paper, parent, 'P', [{ text: figure, style }], own),
      passage(paper, parent, 'P', inEach(paper.languages, words[label], type.label, type.labelSecond), own),
    ]
  })
  return {
    height: Math.max(...stacks.map(stackHeight)),
    draw(top: number) {
      for (const stack of stacks) drawStack(stack, top)
    },
  }
}

function areaNames(paper: Paper, parent: Tag, snapshot: CertificateSnapshot, box: Box): Block[] {
  const list = tag(paper, parent, 'L')
  const inner = { x: box.x + 16, width: box.width - 16 }
  return snapshot.framework.areas.map((area) => {
    const item = tag(paper, list, 'LI')
    const code = passage(paper, item, 'Lbl', [{ text: area.code, style: type.areaCode }], box)
    const names = inEach(paper.languages, area.title, type.areaName, type.areaNameSecond)
    const name = passage(paper, item, 'LBody', names, inner)
    return {
      height: name.height,
      gap: 2.5,
      draw(top) {
        code.draw(top)
        name.draw(top)
      },
    }
  })
}

/** How to check it, who issued it, and what it is not. */
function verification(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block {
  const inner = 12
  const qrTag = tag(paper, parent, 'Div')
  const qr = { x: page.left + inner, size: qrSize }
  const left: Box = { x: qr.x + qrSize + 16, width: 186 }
  const edge = left.x + left.width + 20
  const check = howToCheck(paper, parent, snapshot, left)
  const issued = whoIssued(paper, parent, snapshot, { x: edge, width: page.left + textWidth - inner - edge })
  const notice = paper.languages.map((language, index) => {
    const run = { text: snapshot.notice[language], style: type.small, language }
    return passage(paper, parent, 'P', [run], columnBox(index, paper.languages.length))
  })
  const panel = Math.max(qrSize, stackHeight(check), stackHeight(issued)) + 2 * inner
  return {
    height: panel + 10 + Math.max(...notice.map((one) => one.height)),
    gap: 18,
    draw(top) {
      decorate(paper, () => {
        fill(paper, 'panel')
        paper.doc.roundedRect(page.left, top, textWidth, panel, 6).fill()
      })
      drawQr(paper, qrTag, snapshot.verification.url, { ...qr, y: top + (panel - qrSize) / 2 })
      drawStack(check, top + (panel - stackHeight(check)) / 2)
      drawStack(issued, top + (panel - stackHeight(issued)) / 2)
      for (const one of notice) one.draw(top + panel + 10)
    },
  }
}

function howToCheck(paper: Paper, parent: Tag, { verification }: CertificateSnapshot, box: Box): Passage[] {
  const heading = inRow(paper.languages, words.verify, type.label, type.labelSecond)
  const how = inEach(paper.languages, words.verifyHow, type.small, type.small)
  const code = [{ text: groupsOfFour(verification.code), style: type.code }]
  const first = passage(paper, parent, 'H2', heading, box)
  const second = passage(paper, parent, 'P', code, box)
  const address = passage(
    paper,
    tag(paper, parent, 'P'),
    'Link',
    [{ text: verification.url, style: type.link }],
    box,
  )
  return [first, second, linked(paper, address, verification.url), passage(paper, parent, 'P', how, box)]
}

function whoIssued(paper: Paper, parent: Tag, snapshot: CertificateSnapshot, box: Box): Passage[] {
  const { issuer, issuedAt } = snapshot
  const contact = issuer.contact && [issuer.contact.name, issuer.contact.role].filter(Boolean).join(', ')
  const said = (what: Said) =>
    passage(paper, parent, 'P', inEach(paper.languages, what, type.small, type.small), box)
  return [
    passage(paper, parent, 'H2', inRow(paper.languages, words.issuedBy, type.label, type.labelSecond), box),
    passage(
      paper,
      parent,
      'P',
      [{ text: issuer.name, style: issuer.name.length > 60 ? type.labelInk : type.bodyStrong }],
      box,
    ),
    said((language) => placeIn(language, issuer)),
    ...(contact ? [said(contact)] : []),
    said((language) => longDate(language, issuedAt)),
  ]
}

/** A code in groups of four, as people read it out. */
export function groupsOfFour(code: string): string {
  return code.replace(/[^0-9A-Za-z]/g, '').replace(/(.{4})(?=.)/g, '$1 ')
}
