import type { EvidenceFact } from '../../../db/schema/recognition/evidence-facts.ts'
import { type ArchiveParts, openParts } from '../../../platform/zip/open-parts.ts'
import { eachPart } from './each-part.ts'
import { countedIn, momentIn, named, said } from './found.ts'
import { countInOffice } from './office-counts.ts'
import { countInOpenDocument } from './open-document-counts.ts'

const MIB = 1024 * 1024
const limits = { parts: 5_000, part: 64 * MIB, all: 128 * MIB }

const macro = /(?:^|\/)vbaProject\.bin$|^(?:Basic|Scripts)\/.*[^/]$/i

/** What can be read from a file of Office or an open document. Throws where it is broken or unpacks to too much. */
export async function officeFacts(mediaType: string, bytes: Uint8Array): Promise<EvidenceFact[]> {
  const parts = await openParts(bytes, limits)
  const count = mediaType.includes('opendocument') ? countInOpenDocument : countInOffice
  return [
    ...countedIn(await count(parts, mediaType)),
    ...(await saidIn(parts)),
    ...named(
      'macros',
      parts.names.filter((name) => macro.test(name)),
    ),
    ...named('outside-links', await outsideLinks(parts)),
  ]
}

/** Who and when by what the file says, wherever its kind of file keeps it. */
async function saidIn(parts: ArchiveParts): Promise<EvidenceFact[]> {
  const texts: Record<string, string> = {}
  await eachPart(parts, /^(?:docProps\/core|meta)\.xml$/, () => {
    let within = ''
    return {
      open: (name) => {
        within = name
      },
      text: (text) => {
        if (text.trim() !== '') texts[within] ??= text
      },
      close: () => {
        within = ''
      },
    }
  })
  return [
    ...said('language', texts.language),
    ...said('title', texts.title),
    ...said('author', texts['initial-creator'] ?? texts.creator),
    ...said('made', momentIn(texts['creation-date'] ?? texts.created)),
    ...said('changed', momentIn(texts.date ?? texts.modified)),
    ...said('licence', texts.rights),
  ]
}

/** In a file of Office every link stands among the relations of a part; in an open document, in what it says and shows. */
async function outsideLinks(parts: ArchiveParts): Promise<string[]> {
  const found = new Set<string>()
  await eachPart(parts, /\.rels$|^(?:content|styles)\.xml$/, () => ({
    open: (name, { TargetMode, Target = '', 'xlink:href': href = '' }) => {
      if (name === 'Relationship' && TargetMode === 'External') found.add(Target)
      else if (/^(?:https?|ftp|file|\\\\)/i.test(href)) found.add(href)
    },
    isEnough: () => found.size > 1000,
  }))
  return [...found]
}
