import { longDate } from '../../../platform/dates.ts'
import { type Block, drawStack, stackHeight } from '../../../platform/pdf/flow.ts'
import { type Style, sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import type { Paper, Tag } from '../../../platform/pdf/paper.ts'
import { type Box, passage } from '../../../platform/pdf/passage.ts'
import { inRow, inRowIfFits, type Said } from '../../../platform/pdf/text.ts'
import { type Language, reference } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import { type CertificateSnapshot, dayOfIssue } from '../../certificates/snapshot.ts'
import { contactSaid, identitySaid } from '../issuer-said.ts'
import { lastValidDay } from '../shown.ts'
import { placeIn, say } from './words.ts'

const right: Box = { x: sheet.left + textWidth - 132, width: 132, align: 'right' }
const left: Box = { x: sheet.left, width: textWidth - right.width - 20 }

/** From whom and under which number, and what it is. */
export function masthead(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block[] {
  const said = (what: Said, box: Box, style: Style = type.masthead) =>
    passage(paper, parent, 'P', inRowIfFits(paper, what, [style, style], box.width), box)
  const until = lastValidDay(snapshot)
  const dates: Said[] = [
    (language) => longDate(dayOfIssue(snapshot), language),
    ...(until ? [say('valid-until', { day: until })] : []),
  ]
  const issuer = [
    passage(paper, parent, 'P', [{ text: snapshot.issuer.name, style: type.mastheadStrong }], left),
    ...fromWhom(snapshot).map((each) => said(each, left)),
  ]
  const number = [
    said(say('number'), right),
    passage(paper, parent, 'P', [{ text: snapshot.number, style: type.mastheadNumber }], right),
    ...dates.map((date) => said(date, right)),
  ]
  const full = { x: sheet.left, width: textWidth }
  const [first = reference, ...others] = paper.languages
  const second = others.map((language) => ({
    text: `${say('document')(language)} · `,
    style: type.titleSecond,
    language,
  }))
  const measure = inRow(
    paper.languages,
    (language: Language) => readIn(snapshot.framework.title, language),
    type.titleSecond,
    type.titleSecond,
  )
  const title = [
    passage(
      paper,
      parent,
      'H1',
      [{ text: say('document')(first), style: type.title, language: first }],
      full,
    ),
    passage(paper, parent, 'P', [...second, ...measure], full),
  ]
  return [
    {
      height: Math.max(stackHeight(issuer), stackHeight(number)),
      gap: 0,
      draw(top) {
        drawStack(issuer, top)
        drawStack(number, top)
      },
    },
    { height: stackHeight(title), gap: 16, draw: (top) => drawStack(title, top) },
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
