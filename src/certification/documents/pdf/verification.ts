import { longDate } from '../../../platform/dates.ts'
import { type Block, drawStack, stackHeight } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { decorate, fill, type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { type Box, linked, type Passage, passage } from '../../../platform/pdf/passage.ts'
import { drawQr } from '../../../platform/pdf/qr.ts'
import { inEach, inRow, type Said } from '../../../platform/pdf/text.ts'
import { reference } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import { dayOfIssue } from '../../certificates/snapshot.ts'
import { lastValidDay } from '../shown.ts'
import { columnBox } from './facts.ts'
import { placeIn, say } from './words.ts'

const qrSize = 88

/** How to check it, who issued it, and what it is not. */
export function verification(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block {
  const inner = 12
  const qrTag = tag(paper, parent, 'Div')
  const qr = { x: sheet.left + inner, size: qrSize }
  const left: Box = { x: qr.x + qrSize + 16, width: 186 }
  const edge = left.x + left.width + 20
  const check = howToCheck(paper, parent, snapshot, left)
  const issued = whoIssued(paper, parent, snapshot, { x: edge, width: sheet.left + textWidth - inner - edge })
  const notice = paper.languages.map((language, index) => {
    const run = { text: readIn(snapshot.notice, language), style: type.small, language }
    return passage(paper, parent, 'P', [run], columnBox(index, paper.languages.length))
  })
  const panel = Math.max(qrSize, stackHeight(check), stackHeight(issued)) + 2 * inner
  return {
    height: panel + 10 + Math.max(...notice.map(({ height }) => height)),
    gap: 18,
    draw(top) {
      decorate(paper, () => {
        fill(paper, 'panel')
        paper.doc.roundedRect(sheet.left, top, textWidth, panel, 6).fill()
      })
      const { url } = snapshot.verification
      const [language = reference] = paper.languages
      drawQr(
        paper,
        qrTag,
        { url, alt: `${say('qr')(language)} ${url}` },
        { ...qr, y: top + (panel - qrSize) / 2 },
      )
      drawStack(check, top + (panel - stackHeight(check)) / 2)
      drawStack(issued, top + (panel - stackHeight(issued)) / 2)
      for (const said of notice) said.draw(top + panel + 10)
    },
  }
}

function howToCheck(paper: Paper, parent: Tag, { verification }: CertificateSnapshot, box: Box): Passage[] {
  const heading = inRow(paper.languages, say('verify'), type.label, type.labelSecond)
  const how = inEach(paper.languages, say('verify-how'), type.small, type.small)
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
  const { issuer } = snapshot
  const until = lastValidDay(snapshot)
  const contact = issuer.contact && [issuer.contact.name, issuer.contact.role].filter(Boolean).join(', ')
  const said = (what: Said) =>
    passage(paper, parent, 'P', inEach(paper.languages, what, type.small, type.small), box)
  return [
    passage(paper, parent, 'H2', inRow(paper.languages, say('issued-by'), type.label, type.labelSecond), box),
    passage(
      paper,
      parent,
      'P',
      [{ text: issuer.name, style: issuer.name.length > 60 ? type.labelInk : type.bodyStrong }],
      box,
    ),
    said((language) => placeIn(language, issuer)),
    ...(contact ? [said(contact)] : []),
    said((language) => longDate(dayOfIssue(snapshot), language)),
    ...(until ? [said(say('valid-until', { day: until }))] : []),
  ]
}

/** A code in groups of four, as people read it out. */
export function groupsOfFour(code: string): string {
  return code.replace(/[^0-9A-Za-z]/g, '').replace(/(.{4})(?=.)/g, '$1 ')
}
