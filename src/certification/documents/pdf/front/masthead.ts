import { shortDate } from '../../../../platform/dates.ts'
import { type Block, drawStack, stackHeight } from '../../../../platform/pdf/flow.ts'
import { type Style, sheet, textWidth, type } from '../../../../platform/pdf/look.ts'
import type { Paper, Tag } from '../../../../platform/pdf/paper.ts'
import { type Box, passage } from '../../../../platform/pdf/passage.ts'
import { fittingStyle, inRow, inRowIfFits, type Said } from '../../../../platform/pdf/text.ts'
import { type Language, reference } from '../../../../platform/words/language.ts'
import { readIn } from '../../../../platform/words/multilingual.ts'
import { type CertificateSnapshot, dayForIssuer, dayOfIssue } from '../../../certificates/snapshot.ts'
import { contactSaid, identitySaid } from '../../issuer-said.ts'
import { placeIn, say } from '../words.ts'
import { logoFigure } from './logo-figure.ts'

const right: Box = { x: sheet.left + textWidth - 140, width: 140, align: 'right' }

/** From whom and under which number, and what it is. */
export function masthead(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block[] {
  const logo = logoFigure(paper, parent, snapshot)
  const indent = logo ? logo.width + 12 : 0
  const left: Box = { x: sheet.left + indent, width: textWidth - right.width - 20 - indent }
  const said = (what: Said, box: Box, style: Style = type.masthead) =>
    passage(paper, parent, 'P', inRowIfFits(paper, what, [style, style], box.width), box)
  const { name } = snapshot.issuer
  const sizes = [type.mastheadStrong, type.mastheadLess, type.mastheadLeast] as const
  const style = fittingStyle(paper, name, sizes, left.width)
  const issuer = [
    passage(paper, parent, 'P', [{ text: name, style }], left),
    ...fromWhom(snapshot).map((each) => said(each, left)),
  ]
  const number = [
    said(say('number'), right),
    passage(paper, parent, 'P', [{ text: snapshot.number, style: type.mastheadNumber }], right),
    ...datesOf(snapshot).map((date) => said(date, right)),
  ]
  const tallest = Math.max(stackHeight(issuer), stackHeight(number))
  const height = Math.max(tallest, logo?.height ?? 0)
  return [
    {
      height,
      gap: 0,
      draw(top) {
        logo?.draw(top)
        drawStack(issuer, top)
        drawStack(number, top)
      },
    },
    title(paper, parent, snapshot),
  ]
}

/** What it is, in the first language, and below that in the others, and by which measure. */
function title(paper: Paper, parent: Tag, { framework }: CertificateSnapshot): Block {
  const full = { x: sheet.left, width: textWidth }
  const [first = reference, ...others] = paper.languages
  const heading = { text: say('document')(first), style: type.title, language: first }
  const second = others.map((language) => ({
    text: `${say('document')(language)} · `,
    style: type.titleSecond,
    language,
  }))
  const named = (language: Language) => readIn(framework.title, language)
  const measure = inRow(paper.languages, named, type.titleSecond, type.titleSecond)
  const stack = [
    passage(paper, parent, 'H1', [heading], full),
    passage(paper, parent, 'P', [...second, ...measure], full),
  ]
  return { height: stackHeight(stack), gap: 14, draw: (top) => drawStack(stack, top) }
}

/** The day of issue, and until which day it counts, short enough for a line of the column. */
function datesOf(snapshot: CertificateSnapshot): Said[] {
  const { expiresAt } = snapshot
  return [
    (language) => shortDate(dayOfIssue(snapshot), language),
    ...(expiresAt === undefined
      ? []
      : [
          (language: Language) => {
            const day = shortDate(dayForIssuer(snapshot, new Date(expiresAt)), language)
            return say('valid-until', { day })(language)
          },
        ]),
  ]
}

/** Where the issuer is, how it is reached, and whether anyone has confirmed who it is; each a line. */
function fromWhom({ issuer }: CertificateSnapshot): Said[] {
  const contact = contactSaid(issuer)
  const identity = identitySaid(issuer.confirmed)
  const reached = [issuer.oid && `OID ${issuer.oid}`, contact].filter(Boolean).join(' · ')
  return [
    (language) => placeIn(language, issuer),
    ...(reached ? [reached] : []),
    ...(identity
      ? [(language: Language) => `${say('issuer-identity')(language)}: ${identity(language)}`]
      : []),
  ]
}
