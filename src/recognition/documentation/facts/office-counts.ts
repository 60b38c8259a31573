import type { Handlers } from '../../../platform/sheets/xlsx/parse-xml.ts'
import type { ArchiveParts } from '../../../platform/zip/open-parts.ts'
import { eachPart } from './each-part.ts'
import { countFact, type FactCounts, numberIn } from './found.ts'

/** What is counted in a text, a workbook or slides of Office. */
export async function countInOffice(parts: ArchiveParts, mediaType: string): Promise<FactCounts> {
  const counts: FactCounts = {}
  if (mediaType.includes('wordprocessing')) await countInText(parts, counts)
  else if (mediaType.includes('spreadsheet')) await countInSheets(parts, counts)
  else await countInSlides(parts, counts)
  await eachPart(parts, /^(word|xl|ppt)\/comments[^/]*\.xml$|^ppt\/comments\/[^/]+\.xml$/, () => ({
    open: (name) => {
      if (name === 'comment' || name === 'cm') countFact(counts, 'comments')
    },
  }))
  return counts
}

/** A picture is described where it has an alternative text. */
function addPicture(counts: FactCounts, { descr = '' }: Readonly<Record<string, string>>): void {
  countFact(counts, 'pictures')
  countFact(counts, 'described-pictures', descr.trim() === '' ? 0 : 1)
}

const inText: Record<string, keyof FactCounts> = {
  tbl: 'tables',
  oMath: 'formulas',
  ins: 'tracked-changes',
  del: 'tracked-changes',
}

async function countInText(parts: ArchiveParts, counts: FactCounts): Promise<void> {
  const headings = await headingStyles(parts)
  counts.headings = 0
  await eachPart(parts, /^word\/document\d*\.xml$/, () => ({
    open: (name, attributes) => {
      const fact = inText[name]
      if (fact) countFact(counts, fact)
      else if (name === 'docPr') addPicture(counts, attributes)
      else if (name === 'pStyle' && headings.has(attributes['w:val'] ?? '')) countFact(counts, 'headings')
    },
  }))
  await eachPart(parts, /^docProps\/app\.xml$/, () => {
    let within = ''
    return {
      open: (name) => {
        within = name
      },
      text: (text) => {
        const value = numberIn(text)
        if (value !== undefined && within === 'Pages') counts.pages = value
        if (value !== undefined && within === 'Words') counts.words = value
      },
    }
  })
}

/** The styles that are headings, by their ids: those differ by language, and their names do not. */
async function headingStyles(parts: ArchiveParts): Promise<Set<string>> {
  const found = new Set<string>()
  await eachPart(parts, /^word\/styles\.xml$/, () => {
    let id = ''
    return {
      open: (name, attributes) => {
        if (name === 'style') id = attributes['w:styleId'] ?? ''
        else if (name === 'name' && /^(heading \d|title)$/i.test(attributes['w:val'] ?? '')) found.add(id)
      },
    }
  })
  return found
}

const sheet = /^xl\/worksheets\/[^/]+\.xml$/

async function countInSheets(parts: ArchiveParts, counts: FactCounts): Promise<void> {
  counts.sheets = parts.names.filter((name) => sheet.test(name)).length
  counts.tables = parts.names.filter((name) => /^xl\/tables\/[^/]+\.xml$/.test(name)).length
  counts.formulas = 0
  await eachPart(parts, sheet, () => ({
    open: (name) => {
      if (name === 'f') countFact(counts, 'formulas')
    },
  }))
  await eachPart(parts, /^xl\/drawings\/[^/]+\.xml$/, () => picturesIn(counts))
}

const slide = /^ppt\/slides\/[^/]+\.xml$/

async function countInSlides(parts: ArchiveParts, counts: FactCounts): Promise<void> {
  counts.slides = parts.names.filter((name) => slide.test(name)).length
  counts.headings = 0
  await eachPart(parts, slide, () => {
    const pictures = picturesIn(counts)
    return {
      ...pictures,
      open: (name, attributes) => {
        if (name === 'ph' && /^(title|ctrTitle)$/.test(attributes.type ?? '')) countFact(counts, 'headings')
        else if (name === 'tbl') countFact(counts, 'tables')
        else pictures.open?.(name, attributes)
      },
    }
  })
}

/** The pictures of a drawing: what else has a name there is a shape. */
function picturesIn(counts: FactCounts): Handlers {
  let isPicture = false
  return {
    open: (name, attributes) => {
      if (name === 'pic') isPicture = true
      else if (name === 'cNvPr' && isPicture) {
        addPicture(counts, attributes)
        isPicture = false
      }
    },
  }
}
