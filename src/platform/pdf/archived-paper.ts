import type { Language } from '../words/language.ts'
import { openPaper, type Paper, type Standard } from './paper.ts'
import { replaceMetadata } from './pdfkit-inside.ts'
import { type Described, xmpPacket } from './xmp.ts'

/** What every document of this service says it was made with. */
export const tool = 'Digital Competence Recognition'
export const producer = 'PDFKit'

type About = Omit<Described, 'tool' | 'producer' | 'standard'> & { subject: string }

/** An empty document in a format for archives, which says of itself what it is. */
export function openArchivedPaper(languages: readonly Language[], about: About, standard: Standard): Paper {
  const { subject, ...described } = about
  const { titles, creator, keywords, at } = about
  const info = {
    Title: titles[0]!.text,
    Author: creator,
    Subject: subject,
    Keywords: keywords,
    Creator: tool,
    Producer: producer,
    CreationDate: at,
    ModDate: at,
  }
  const paper = openPaper(languages, info, standard)
  replaceMetadata(paper.doc, xmpPacket({ ...described, tool, producer, standard }))
  return paper
}
