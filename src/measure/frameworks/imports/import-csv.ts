import { nearest } from '../../../platform/sheets/nearest.ts'
import { type FrameworkDraft, keepText, type Origin, type Reading } from './draft.ts'
import { type Row, readFrameworkSheet } from './read-sheet.ts'

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
] as const

/** Which values each section takes beside its id. The parent of a level is its band, of a competence its area, of a part its statement. */
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
  part: { needs: ['parent', 'text'], takes: [] },
  example: { needs: ['parent', 'kind', 'text'], takes: ['tags', 'facet'] },
  'use-case': { needs: ['parent', 'level', 'kind', 'title', 'text'], takes: ['lead'] },
  'learning-outcome': { needs: ['parent', 'level', 'kind', 'text'], takes: ['tags'] },
  term: { needs: ['title', 'text'], takes: [] },
}

const aboutKeys = ['family', 'version', 'language', 'title', 'subtitle', 'wording', 'licence', 'attribution']
const sourceKeys = ['source', 'authors', 'publisher', 'year']
const IDENTIFIER = 'identifier:'

/** Reads a framework from our template, filled in as CSV or XLSX; names each fault with its line. */
export async function readFrameworkCsv(bytes: Uint8Array, id: string, origin: Origin): Promise<Reading> {
  const sheet = await readFrameworkSheet(bytes, frameworkColumns, origin.encoding)
  const { faults, remarks } = sheet
  const draft: FrameworkDraft = { facts: {}, texts: {}, places: new Map(), remarks }
  if (!sheet.isWhole) return { draft, faults }
  const known = sheet.rows.filter((row) => tellMisfits(row, faults))
  const rows = known.map((row) => withStandIns(row, known))
  const of = (section: string) => rows.filter((row) => row.values.section === section)
  readAbout(of('about'), draft, id, origin, faults)
  readStructure(of, draft, faults)
  readContent(of, draft)
  return { draft, faults }
}

/** Tells what a row should not have or lacks; whether it can be told what it is about, and is to be looked at further. */
function tellMisfits({ line, values }: Row, faults: string[]): boolean {
  const section = values.section ?? ''
  const shape = sections[section]
  if (!shape) {
    const [perhaps] = nearest(section, Object.keys(sections))
    faults.push(
      `line ${line}: section "${section}" is none of: ${Object.keys(sections).join(', ')}${perhaps ? `; perhaps ${perhaps}` : ''}`,
    )
    return false
  }
  for (const cell of ['id', ...shape.needs])
    if (!values[cell]) faults.push(`line ${line}: ${cell} is empty, a ${section} needs it`)
  for (const [name, value] of Object.entries(values)) {
    if (value && !['section', 'id', ...shape.needs, ...shape.takes].includes(name))
      faults.push(`line ${line}: a ${section} has no ${name}`)
  }
  return values.id !== ''
}

/** A row that lacks something is a fault already; with something in its place, it is no cause of others. */
function withStandIns(row: Row, rows: readonly Row[]): Row {
  const { section = '' } = row.values
  const lacking = sections[section]!.needs.filter((name) => !row.values[name])
  if (lacking.length === 0) return row
  const idOfFirst = (other: string) => rows.find(({ values }) => values.section === other)?.values.id ?? '-'
  const before = rows.filter(({ line, values }) => values.section === section && line < row.line).length
  const standIns: Record<string, string> = {
    parent: idOfFirst(section === 'competence' ? 'area' : 'competence'),
    level: section === 'level' ? String(before + 1) : '1',
    kind: idOfFirst('kind'),
  }
  const filled = Object.fromEntries(lacking.map((name) => [name, standIns[name] ?? '-']))
  return { ...row, values: { ...row.values, ...filled } }
}

function readAbout(
  rows: Row[],
  { facts, texts }: FrameworkDraft,
  id: string,
  origin: Origin,
  faults: string[],
): void {
  const about = new Map<string, string>()
  const identifiers: Record<string, string> = {}
  for (const { line, values } of rows) {
    const key = values.id!
    if (key.startsWith(IDENTIFIER)) identifiers[key.slice(IDENTIFIER.length)] = values.text!
    else if (![...aboutKeys, ...sourceKeys].includes(key))
      faults.push(
        `line ${line}: id "${key}" is none of: ${[...aboutKeys, ...sourceKeys].join(', ')}, ${IDENTIFIER}…`,
      )
    else if (about.has(key)) faults.push(`line ${line}: ${key} stands twice`)
    else about.set(key, values.text!)
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

function readStructure(of: Of, draft: FrameworkDraft, faults: string[]): void {
  const { facts, places } = draft
  const put = putter(draft)
  for (const row of of('band')) put('bands', row, row.values.title)
  facts.bands = of('band').map(({ values }) => values.id)
  facts.levels = of('level').map((row, index) => {
    const { id, level, parent, title, text, lead } = row.values
    places.set(`/levels/${index}`, `line ${row.line}`)
    const words = { title, ...(text ? { description: text } : {}), ...(lead ? { lead } : {}) }
    put('levels', { ...row, values: { ...row.values, id: level! } }, words)
    return { level: Number(level), code: id, band: parent || null }
  })
  const parents = (section: string, parent: string) => {
    const known = new Set(of(parent).map(({ values }) => values.id))
    for (const { line, values } of of(section))
      if (!known.has(values.parent)) faults.push(`line ${line}: there is no ${parent} "${values.parent}"`)
  }
  parents('competence', 'area')
  for (const section of ['facet', 'statement', 'example', 'use-case', 'learning-outcome'])
    parents(section, 'competence')
  parents('part', 'statement')
  for (const row of of('part')) put('parts', row, row.values.text)
  const within = (section: string, parent: string) =>
    of(section).filter(({ values }) => values.parent === parent)
  const titled = ({ values }: Row) => ({ title: values.title, descriptor: values.text })
  for (const row of of('competence')) put('competences', row, titled(row))
  for (const row of of('facet')) put('facets', row, row.values.text)
  const areas = new Set(of('area').map(({ values }) => values.id))
  // One without its area is a fault already; it stays with the first, so that what belongs to it is checked as well.
  const strays = of('competence').filter(({ values }) => !areas.has(values.parent))
  facts.areas = of('area').map((row, index) => {
    places.set(`/areas/${index}`, `line ${row.line}`)
    put('areas', row, titled(row))
    return {
      code: row.values.id,
      competences: [...within('competence', row.values.id!), ...(index === 0 ? strays : [])].map(
        ({ values }) => ({
          code: values.id,
          facets: within('facet', values.id!).map((facet) => facet.values.id),
        }),
      ),
    }
  })
}

function readContent(of: Of, draft: FrameworkDraft): void {
  const { facts, places } = draft
  const put = putter(draft)
  for (const section of ['role', 'kind', 'tag'])
    for (const row of of(section)) put(`${section}s`, row, row.values.title)
  const list = (name: string, section: string, read: (values: Record<string, string>) => object) => {
    facts[name] = of(section).map((row, index) => {
      places.set(`/${name}/${index}`, `line ${row.line}`)
      const useCase = {
        scenario: row.values.title,
        lead: row.values.lead || null,
        items: lines(row.values.text!),
      }
      put(name, row, section === 'use-case' ? useCase : row.values.text)
      return { competence: row.values.parent, ...read(row.values) }
    })
  }
  const tags = (text: string | undefined) => (text ? text.split(/\s*;\s*/).filter(Boolean) : [])
  const level = (text: string | undefined) => Number(text)
  list('statements', 'statement', (values) => ({
    id: values.id,
    level: values.level ? level(values.level) : null,
    ...(values.facet ? { facet: values.facet } : {}),
    ...(values.role ? { role: values.role } : {}),
    tags: tags(values.tags),
    parts: of('part').flatMap((part) => (part.values.parent === values.id ? [part.values.id] : [])),
  }))
  list('examples', 'example', ({ id, kind, tags: tag, facet }) => ({
    number: Number(id),
    kind,
    tags: tags(tag),
    ...(facet ? { facet } : {}),
  }))
  list('useCases', 'use-case', ({ id, kind, level: at }) => ({ id, kind, level: level(at) }))
  list('learningOutcomes', 'learning-outcome', (values) => ({
    id: values.id,
    kind: values.kind,
    level: level(values.level),
    tags: tags(values.tags),
  }))
  facts.terms = of('term').map((row) => {
    put('terms', row, { term: row.values.title, explanation: row.values.text })
    return row.values.id
  })
}

const lines = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)

const putter =
  (draft: FrameworkDraft) =>
  (section: string, { line, values }: Row, value: unknown): void =>
    keepText(draft, section, values.id!, value, `line ${line}`)
