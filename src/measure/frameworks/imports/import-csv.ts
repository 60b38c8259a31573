import { type Row, readRows } from './csv.ts'
import { type Draft, type Origin, type Reading, say } from './draft.ts'

export const frameworkColumns = [
  'section',
  'id',
  'parent',
  'level',
  'facet',
  'role',
  'kind',
  'tags',
  'title',
  'text',
  'lead',
]

/** Which cells each section takes beside its id. The parent of a level is its band, of a competence its area. */
const sections: Record<string, { needs: string[]; takes: string[] }> = {
  about: { needs: ['text'], takes: [] },
  band: { needs: ['title'], takes: [] },
  level: { needs: ['level', 'title'], takes: ['parent', 'text', 'lead'] },
  area: { needs: ['title', 'text'], takes: [] },
  competence: { needs: ['parent', 'title', 'text'], takes: [] },
  facet: { needs: ['parent', 'text'], takes: [] },
  role: { needs: ['title'], takes: [] },
  kind: { needs: ['title'], takes: [] },
  tag: { needs: ['title'], takes: [] },
  statement: { needs: ['parent', 'level', 'text'], takes: ['facet', 'role', 'tags'] },
  example: { needs: ['parent', 'kind', 'text'], takes: ['tags'] },
  'use-case': { needs: ['parent', 'level', 'kind', 'title', 'text'], takes: ['lead'] },
  'learning-outcome': { needs: ['parent', 'level', 'kind', 'text'], takes: ['tags'] },
  term: { needs: ['title', 'text'], takes: [] },
}

const aboutKeys = ['family', 'version', 'language', 'title', 'subtitle', 'wording', 'licence', 'attribution']
const sourceKeys = ['source', 'authors', 'publisher', 'year']
const IDENTIFIER = 'identifier:'

/** Reads a framework from our CSV template; names each fault with its line. */
export function readCsv(csv: string, id: string, origin: Origin): Reading {
  const faults: string[] = []
  const rows = readRows(csv, frameworkColumns, faults).filter((row) => fits(row, faults))
  const of = (section: string) => rows.filter((row) => row.cells.section === section)
  const draft: Draft = { facts: {}, texts: {}, places: new Map(), remarks: [] }
  readAbout(of('about'), draft, id, origin, faults)
  readStructure(of, draft, faults)
  readContent(of, draft)
  return { draft, faults }
}

function fits({ line, cells }: Row, faults: string[]): boolean {
  const shape = sections[cells.section ?? '']
  if (!shape) {
    faults.push(`line ${line}: section "${cells.section}" is none of: ${Object.keys(sections).join(', ')}`)
    return false
  }
  const before = faults.length
  for (const cell of ['id', ...shape.needs])
    if (!cells[cell]) faults.push(`line ${line}: ${cell} is empty, a ${cells.section} needs it`)
  for (const [name, value] of Object.entries(cells)) {
    if (value && !['section', 'id', ...shape.needs, ...shape.takes].includes(name))
      faults.push(`line ${line}: a ${cells.section} has no ${name}`)
  }
  return faults.length === before
}

function readAbout(rows: Row[], { facts, texts }: Draft, id: string, origin: Origin, faults: string[]): void {
  const about = new Map<string, string>()
  const identifiers: Record<string, string> = {}
  for (const { line, cells } of rows) {
    const key = cells.id!
    if (key.startsWith(IDENTIFIER)) identifiers[key.slice(IDENTIFIER.length)] = cells.text!
    else if (![...aboutKeys, ...sourceKeys].includes(key))
      faults.push(
        `line ${line}: id "${key}" is none of: ${[...aboutKeys, ...sourceKeys].join(', ')}, ${IDENTIFIER}…`,
      )
    else if (about.has(key)) faults.push(`line ${line}: ${key} stands twice`)
    else about.set(key, cells.text!)
  }
  const language = about.get('language') ?? 'en'
  const licence = origin.licence ?? about.get('licence')
  const attribution = origin.attribution ?? about.get('attribution')
  const given = (key: string) => (about.has(key) ? { [key]: about.get(key) } : {})
  Object.assign(facts, {
    id,
    ...given('family'),
    ...given('version'),
    originalLanguage: language,
    licence,
    attribution,
  })
  facts.source = {
    title: about.get('source'),
    ...given('authors'),
    ...given('publisher'),
    year: Number(about.get('year')),
    identifiers,
  }
  const wording = about.get('wording') ?? 'official'
  Object.assign(texts, { language, title: about.get('title'), ...given('subtitle'), wording })
  if (wording === 'official') Object.assign(texts, { source: about.get('source'), licence, attribution })
}

type Of = (section: string) => Row[]

function readStructure(of: Of, draft: Draft, faults: string[]): void {
  const { facts, places } = draft
  const put = putter(draft)
  for (const row of of('band')) put('bands', row, row.cells.title)
  facts.bands = of('band').map(({ cells }) => cells.id)
  facts.levels = of('level').map((row, index) => {
    const { id, level, parent, title, text, lead } = row.cells
    places.set(`/levels/${index}`, `line ${row.line}`)
    const words = { title, ...(text ? { description: text } : {}), ...(lead ? { lead } : {}) }
    put('levels', { ...row, cells: { ...row.cells, id: level! } }, words)
    return { level: Number(level), code: id, band: parent || null }
  })
  const parents = (section: string, parent: string) => {
    const known = new Set(of(parent).map(({ cells }) => cells.id))
    for (const { line, cells } of of(section))
      if (!known.has(cells.parent)) faults.push(`line ${line}: there is no ${parent} "${cells.parent}"`)
  }
  parents('competence', 'area')
  for (const section of ['facet', 'statement', 'example', 'use-case', 'learning-outcome'])
    parents(section, 'competence')
  const within = (section: string, parent: string) =>
    of(section).filter(({ cells }) => cells.parent === parent)
  const titled = ({ cells }: Row) => ({ title: cells.title, descriptor: cells.text })
  for (const row of of('competence')) put('competences', row, titled(row))
  for (const row of of('facet')) put('facets', row, row.cells.text)
  const areas = new Set(of('area').map(({ cells }) => cells.id))
  // One without its area is a fault already; it stays with the first, so that what belongs to it is checked as well.
  const strays = of('competence').filter(({ cells }) => !areas.has(cells.parent))
  facts.areas = of('area').map((row, index) => {
    places.set(`/areas/${index}`, `line ${row.line}`)
    put('areas', row, titled(row))
    return {
      code: row.cells.id,
      competences: [...within('competence', row.cells.id!), ...(index === 0 ? strays : [])].map(
        ({ cells }) => ({
          code: cells.id,
          facets: within('facet', cells.id!).map((facet) => facet.cells.id),
        }),
      ),
    }
  })
}

function readContent(of: Of, draft: Draft): void {
  const { facts, places } = draft
  const put = putter(draft)
  for (const section of ['role', 'kind', 'tag'])
    for (const row of of(section)) put(`${section}s`, row, row.cells.title)
  const list = (name: string, section: string, read: (cells: Record<string, string>) => object) => {
    facts[name] = of(section).map((row, index) => {
      places.set(`/${name}/${index}`, `line ${row.line}`)
      const useCase = {
        scenario: row.cells.title,
        lead: row.cells.lead || null,
        items: lines(row.cells.text!),
      }
      put(name, row, section === 'use-case' ? useCase : row.cells.text)
      return { competence: row.cells.parent, ...read(row.cells) }
    })
  }
  const tags = (text: string | undefined) => (text ? text.split(/\s*;\s*/).filter(Boolean) : [])
  const level = (text: string | undefined) => Number(text)
  list('statements', 'statement', (cells) => ({
    id: cells.id,
    level: level(cells.level),
    ...(cells.facet ? { facet: cells.facet } : {}),
    ...(cells.role ? { role: cells.role } : {}),
    tags: tags(cells.tags),
  }))
  list('examples', 'example', ({ id, kind, tags: tag }) => ({ number: Number(id), kind, tags: tags(tag) }))
  list('useCases', 'use-case', ({ id, kind, level: at }) => ({ id, kind, level: level(at) }))
  list('learningOutcomes', 'learning-outcome', (cells) => ({
    id: cells.id,
    kind: cells.kind,
    level: level(cells.level),
    tags: tags(cells.tags),
  }))
  facts.terms = of('term').map((row) => {
    put('terms', row, { term: row.cells.title, explanation: row.cells.text })
    return row.cells.id
  })
}

const lines = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)

const putter =
  (draft: Draft) =>
  (section: string, { line, cells }: Row, value: unknown): void =>
    say(draft, section, cells.id!, value, `line ${line}`)
