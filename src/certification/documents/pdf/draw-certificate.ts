import { fullName } from '../../../parties/names/names.ts'
import { openArchivedPaper } from '../../../platform/pdf/archived-paper.ts'
import { flow, newPage } from '../../../platform/pdf/flow.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import {
  closePaper,
  decorate,
  drawText,
  type Paper,
  type Standard,
  stroke,
  tag,
} from '../../../platform/pdf/paper.ts'
import { breakLines } from '../../../platform/pdf/text.ts'
import { reference } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { Attachment, CertificateSnapshot, IssuerLogo, Layout } from '../../certificates/snapshot.ts'
import { achieved } from './achieved.ts'
import { front } from './front/draw-front.ts'
import { groupsOfFour } from './front/verification.ts'
import { lookOf } from './issuer-look.ts'
import { sections } from './sections.ts'
import { say } from './words.ts'

type Options = { layout?: Layout; logo?: IssuerLogo | null; standard?: Standard }

/**
 * Draws the certificate of a snapshot and attaches the files to it, as PDF/A-3a. Nothing else flows in: the same input
 * gives the same bytes, now and later.
 */
export async function drawCertificate(
  snapshot: CertificateSnapshot,
  attachments: readonly Attachment[],
  { layout = 'whole', logo = null, standard = 'PDF/A-3a' }: Options = {},
): Promise<Uint8Array> {
  const paper = openCertificate(snapshot, standard)
  drawOn({ ...paper, ...(await lookOf(snapshot, logo)) }, snapshot, attachments, { layout })
  if (standard === 'PDF/A-3a') attach(paper, snapshot, attachments)
  return closePaper(paper)
}

/** Draws a certificate on new pages of the document in hand; `begun` is called on the first of them that is not page one. */
export function drawOn(
  paper: Paper,
  snapshot: CertificateSnapshot,
  attachments: readonly Attachment[],
  { layout = 'whole', begun = () => {} }: { layout?: Layout; begun?: () => void } = {},
): void {
  const { start, count } = paper.doc.bufferedPageRange()
  const rest = front(paper, snapshot, layout)
  const blocks =
    layout === 'summary'
      ? rest
      : [
          ...rest,
          achieved(paper, tag(paper, paper.root, 'Sect'), snapshot),
          ...sections(paper, snapshot, attachments),
        ]
  if (blocks.length > 0) {
    newPage(paper)
    begun()
    flow(paper, blocks, sheet.top)
  }
  repeat(paper, snapshot, start + count)
}

function openCertificate(snapshot: CertificateSnapshot, standard: Standard): Paper {
  const languages = snapshot.languages.length ? snapshot.languages : [reference]
  const name = fullName(snapshot.learner)
  const titles = languages.map((language) => ({ language, text: `${say('document')(language)} – ${name}` }))
  const descriptions = languages.map((language) => ({ language, text: readIn(snapshot.title, language) }))
  return openArchivedPaper(
    languages,
    {
      titles,
      descriptions,
      subject: descriptions[0]!.text,
      creator: snapshot.issuer.name,
      keywords: snapshot.number,
      at: new Date(snapshot.issuedAt),
      isUniversal: standard === 'PDF/A-3a',
    },
    standard,
  )
}

/** What stands on every page from `first` on: whose it is on top, number, code and page below. */
function repeat(paper: Paper, snapshot: CertificateSnapshot, first: number): void {
  const { start, count: buffered } = paper.doc.bufferedPageRange()
  const count = start + buffered - first
  const name = fullName(snapshot.learner)
  for (let index = 0; index < count; index++) {
    paper.doc.switchToPage(first + index)
    const below = paper.languages
      .map((language) => say('page-of', { number: index + 1, count })(language))
      .join('  ')
    decorate(
      paper,
      () => {
        const foot = sheet.height - 24
        stroke(paper, 'line', 0.6)
        paper.doc
          .moveTo(sheet.left, foot - 11)
          .lineTo(sheet.left + textWidth, foot - 11)
          .stroke()
        edge(paper, `${snapshot.number}  ·  ${groupsOfFour(snapshot.verification.code)}`, foot, 'left', 2 / 3)
        edge(paper, below, foot, 'right', 1 / 3)
        if (index > 0) edge(paper, name, 28, 'left', 1 / 2)
        if (index > 0) edge(paper, snapshot.issuer.name, 28, 'right', 1 / 2)
      },
      'Pagination',
    )
  }
}

/** A line at the edge of the page, cut short where it would meet the one at the other edge; `share` of the width is its own. */
function edge(paper: Paper, text: string, baseline: number, side: 'left' | 'right', share: number): void {
  const run = { text, style: type.small }
  const [line, more] = breakLines(paper.fonts, [run], textWidth * share - 10)
  const start = line?.pieces[0]?.text.trimEnd()
  if (!start) return
  const shown = more ? `${start}…` : start
  const width = breakLines(paper.fonts, [{ ...run, text: shown }], textWidth)[0]!.width
  drawText(paper, run, shown, side === 'left' ? sheet.left : sheet.left + textWidth - width, baseline)
}

function attach(paper: Paper, snapshot: CertificateSnapshot, attachments: readonly Attachment[]): void {
  const at = new Date(snapshot.issuedAt)
  for (const { name, type, bytes, description } of attachments) {
    const said = readIn(description, paper.languages[0] ?? reference)
    const options = {
      name,
      type,
      description: said,
      relationship: 'Data',
      creationDate: at,
      modifiedDate: at,
    }
    paper.doc.file(bytes as Buffer, options)
  }
}
