import { setImmediate } from 'node:timers/promises'
import { producer, tool } from '../../../platform/pdf/archived-paper.ts'
import { openPaper, tag } from '../../../platform/pdf/paper.ts'
import { reference, spoken } from '../../../platform/words/language.ts'
import { byTag } from '../../../platform/words/multilingual.ts'
import type { CertificateSnapshot, IssuerLogo } from '../../certificates/snapshot.ts'
import { drawOn } from './draw-certificate.ts'
import { lookOf } from './issuer-look.ts'
import { say } from './words.ts'

/**
 * One document of many certificates, each with its own page numbers and bookmarks, as bytes that are given while it is
 * drawn: no more than the pages of one certificate are held. It is for printing: no archive format, and without the
 * attachments. Other requests are answered between two certificates.
 */
export async function* drawCohort(
  certificates: AsyncIterable<{ snapshot: CertificateSnapshot; logo: IssuerLogo | null }>,
  at: Date,
): AsyncGenerator<Uint8Array> {
  const all = byTag(spoken)
  const title = all.map(say('certificates')).join(' / ')
  const info = { Title: title, Creator: tool, Producer: producer, CreationDate: at, ModDate: at }
  const paper = openPaper(all, info, null)
  for await (const { snapshot, logo } of certificates) {
    const languages = snapshot.languages.length ? snapshot.languages : [reference]
    const root = tag(paper, paper.root, 'Part', { lang: languages[0]! })
    const part = {
      ...paper,
      ...(await lookOf(snapshot, logo)),
      root,
      languages,
      outlines: [paper.outlines[0]!],
    }
    // A bookmark leads to the page in hand.
    drawOn(part, snapshot, [], {
      begun: () => {
        part.outlines[0] = paper.outlines[0]!.addItem(snapshot.number)
      },
    })
    root.end()
    yield paper.take()
    await setImmediate()
  }
  paper.root.end()
  yield paper.finish()
}
