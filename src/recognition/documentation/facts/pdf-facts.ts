import { PDF, PdfDict, PdfName, PdfString } from '@libpdf/core'
import type { EvidenceFact } from '../../../db/schema/recognition/evidence-facts.ts'
import { nameIn, objectsOf, resolverOf } from '../../../platform/pdf/objects-of.ts'
import { unfoldsWithin } from '../../../platform/pdf/unfolds-within.ts'
import { countedIn, countFact, type FactCounts, momentIn, named, said } from './found.ts'

const MAX_UNFOLDED = 96 * 1024 * 1024
/** As many things as are looked at in a file. */
const MAX_OBJECTS = 100_000

/** What can be read from a PDF. Throws where it is broken, encrypted, or unfolds into too much. */
export async function pdfFacts(bytes: Uint8Array): Promise<EvidenceFact[]> {
  if (!unfoldsWithin(bytes, MAX_UNFOLDED)) throw new Error('unfolds into too much')
  const paper = await PDF.load(bytes)
  const counts: FactCounts = { pages: paper.getPageCount() }
  const isTagged = paper.getCatalog().has('StructTreeRoot')
  if (isTagged) counts.headings = 0
  const scripts = new Set<string>()
  const links = new Set<string>()
  for (const value of objectsOf(paper, MAX_OBJECTS)) {
    if (!(value instanceof PdfDict)) continue
    countElement(paper, value, counts)
    if (nameIn(value, 'S') === 'JavaScript') scripts.add('JavaScript')
    const address = nameIn(value, 'S') === 'URI' ? stringIn(paper, value, 'URI') : null
    if (address) links.add(address)
  }
  const about = resolverOf(paper)(paper.context.info.trailer.get('Info'))
  const own = (key: string) => (about instanceof PdfDict ? stringIn(paper, about, key) : null)
  return [
    ...countedIn(counts),
    ...said('language', paper.getLanguage()),
    ...said('title', own('Title')),
    ...said('author', own('Author')),
    ...said('made', momentIn(asDay(own('CreationDate')))),
    ...said('changed', momentIn(asDay(own('ModDate')))),
    ...named('macros', [...scripts]),
    ...named('outside-links', [...links]),
    { fact: isTagged ? 'tagged' : 'untagged', value: true },
    ...(Buffer.from(bytes).includes('/ByteRange', 0, 'latin1')
      ? [{ fact: 'signed' as const, value: true as const }]
      : []),
  ]
}

/** What an element of the structure is, where a PDF has one: there alone pictures are told from ornaments. */
function countElement(paper: PDF, element: PdfDict, counts: FactCounts): void {
  if (!element.has('P') || !(element.get('S') instanceof PdfName)) return
  const kind = nameIn(element, 'S') ?? ''
  if (/^(?:H[1-6]?|Title)$/.test(kind)) countFact(counts, 'headings')
  else if (kind === 'Table') countFact(counts, 'tables')
  else if (kind === 'Formula') countFact(counts, 'formulas')
  else if (kind === 'Figure') {
    countFact(counts, 'pictures')
    countFact(counts, 'described-pictures', stringIn(paper, element, 'Alt') ? 1 : 0)
  }
}

function stringIn(paper: PDF, dictionary: PdfDict, key: string): string | null {
  const value = resolverOf(paper)(dictionary.get(key))
  return value instanceof PdfString ? value.asString() : null
}

/** `D:20260920101530+03'00'` as other files write it. */
const asDay = (text: string | null): string | null =>
  text?.replace(/^D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d))?.*$/s, (_whole, year, month, day, hour, minute) =>
    hour === undefined ? `${year}-${month}-${day}` : `${year}-${month}-${day} ${hour}:${minute}`,
  ) ?? null
