import { type Block, drawStack, stackHeight } from '../../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../../platform/pdf/look.ts'
import { type Paper, rule, type Tag, tag } from '../../../../platform/pdf/paper.ts'
import { type Box, linked, type Passage, passage } from '../../../../platform/pdf/passage.ts'
import { drawQr } from '../../../../platform/pdf/qr.ts'
import { inEach, inRow } from '../../../../platform/pdf/text.ts'
import { type Language, reference } from '../../../../platform/words/language.ts'
import { readIn } from '../../../../platform/words/multilingual.ts'
import type { CertificateSnapshot } from '../../../certificates/snapshot.ts'
import { behindIt } from '../../behind.ts'
import { columnBox } from '../facts.ts'
import { say } from '../words.ts'

const qrSize = 92
const left: Box = { x: sheet.left + qrSize + 6, width: 176 }
const right: Box = { x: left.x + left.width + 18, width: textWidth - qrSize - left.width - 24 }

/** How to check it, what stands behind it, and what it is not. */
export function verification(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block {
  const qrTag = tag(paper, parent, 'Div')
  const check = howToCheck(paper, parent, snapshot)
  const behind = whatStandsBehind(paper, parent, snapshot)
  const notice = paper.languages.map((language, index) => {
    const run = { text: readIn(snapshot.notice, language), style: type.small, language }
    return passage(paper, parent, 'P', [run], columnBox(index, paper.languages.length))
  })
  const panel = Math.max(qrSize, stackHeight(check), stackHeight(behind)) + 8
  return {
    height: panel + 4 + Math.max(...notice.map(({ height }) => height)),
    gap: 10,
    draw(top) {
      rule(paper, sheet.left, top, textWidth)
      const { url } = snapshot.verification
      const alt = (language: Language) => `${say('qr')(language)} ${url}`
      drawQr(paper, qrTag, { url, alt }, { x: sheet.left - 8, y: top + 3, size: qrSize })
      drawStack(check, top + 7)
      drawStack(behind, top + 7)
      for (const said of notice) said.draw(top + panel + 4)
    },
  }
}

function howToCheck(paper: Paper, parent: Tag, { verification }: CertificateSnapshot): Passage[] {
  const heading = inRow(paper.languages, say('verify'), type.labelInk, type.labelSecond)
  const how = inEach(paper.languages, say('verify-how'), type.small, type.small)
  const code = [{ text: groupsOfFour(verification.code), style: type.code }]
  const first = passage(paper, parent, 'H2', heading, left)
  const second = passage(paper, parent, 'P', code, left)
  const address = passage(
    paper,
    tag(paper, parent, 'P'),
    'Link',
    [{ text: verification.url, style: type.link }],
    left,
  )
  const [language = reference] = paper.languages
  const link = linked(paper, address, verification.url, say('verify')(language))
  return [first, second, link, passage(paper, parent, 'P', how, left)]
}

function whatStandsBehind(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Passage[] {
  const heading = inRow(paper.languages, say('behind'), type.labelInk, type.labelSecond)
  const said = (language: Language) =>
    behindIt(snapshot, 'paper')
      .map((each) => each(language))
      .join(' ')
  return [
    passage(paper, parent, 'H2', heading, right),
    passage(paper, parent, 'P', inEach(paper.languages, said, type.small, type.small), right),
  ]
}

/** A code in groups of four, as people read it out. */
export function groupsOfFour(code: string): string {
  return code.replace(/[^0-9A-Za-z]/g, '').replace(/(.{4})(?=.)/g, '$1 ')
}
