import type { Handlers } from '../../../platform/sheets/xlsx/parse-xml.ts'
import type { ArchiveParts } from '../../../platform/zip/open-parts.ts'
import { eachPart } from './each-part.ts'
import { countFact, type FactCounts, numberIn } from './found.ts'

/** What is counted in an open document. */
export async function countInOpenDocument(parts: ArchiveParts, mediaType: string): Promise<FactCounts> {
  const isSheet = mediaType.endsWith('spreadsheet')
  const counts: FactCounts = isSheet ? { sheets: 0, formulas: 0 } : { headings: 0 }
  await eachPart(parts, /^content\.xml$/, () => contentHandlers(counts, isSheet))
  await eachPart(parts, /^meta\.xml$/, () => ({
    open: (name, attributes) => {
      if (name !== 'document-statistic') return
      const [pages, words] = [
        numberIn(attributes['meta:page-count']),
        numberIn(attributes['meta:word-count']),
      ]
      if (pages !== undefined) counts.pages = pages
      if (words !== undefined) counts.words = words
    },
  }))
  return counts
}

/** A picture stands in a frame, with its title and description beside it. */
function contentHandlers(counts: FactCounts, isSheet: boolean): Handlers {
  const named: Record<string, keyof FactCounts> = {
    h: 'headings',
    page: 'slides',
    'changed-region': 'tracked-changes',
    annotation: 'comments',
    table: isSheet ? 'sheets' : 'tables',
  }
  let within = ''
  let frame = { hasPicture: false, isDescribed: false }
  return {
    open: (name, attributes) => {
      within = name
      const fact = named[name]
      if (fact) countFact(counts, fact)
      if (attributes['table:formula'] !== undefined) countFact(counts, 'formulas')
      if (attributes['presentation:class'] === 'title') countFact(counts, 'headings')
      if (name === 'frame') frame = { hasPicture: false, isDescribed: false }
      else if (name === 'image') frame.hasPicture = true
    },
    text: (text) => {
      if ((within === 'desc' || within === 'title') && text.trim() !== '') frame.isDescribed = true
    },
    close: (name) => {
      within = ''
      if (name !== 'frame' || !frame.hasPicture) return
      countFact(counts, 'pictures')
      countFact(counts, 'described-pictures', frame.isDescribed ? 1 : 0)
      frame = { hasPicture: false, isDescribed: false }
    },
  }
}
