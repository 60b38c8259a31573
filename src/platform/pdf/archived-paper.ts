import type { Language } from '../words/language.ts'
import { openPaper, type Paper, type Standard } from './paper.ts'
import { replaceMetadata } from './pdfkit-inside.ts'
import { xmpPacket } from './xmp.ts'

/** What every document of this service says it was made with. */
export const tool = 'Digital Competence Recognition'
export const producer = 'PDFKit'

export type About = {
  /** By language; the first is what a reader shows that knows none of them. */
  titles: readonly { language: Language; text: string }[]
  descriptions: readonly { language: Language; text: string }[]
  subject: string
  creator: string
  keywords: string
  at: Date
}

/** An empty document in a format for archives, which says of itself what it is. */
export function openArchivedPaper(languages: readonly Language[], about: About, standard: Standard): Paper {
  const { titles, descriptions, subject, creator, keywords, at } = about
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
  replaceMetadata(
    paper.doc,
    xmpPacket({ titles, descriptions, creator, keywords, tool, producer, at, standard }),
  )
  return paper
}
