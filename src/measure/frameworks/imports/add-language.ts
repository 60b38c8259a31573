import { writeCsv } from '../../../platform/csv/write-csv.ts'
import { pointer } from '../../../platform/http/faults.ts'
import { type Framework, textsIn } from '../framework.ts'
import { TextsFile } from '../framework-file.ts'
import type { Origin } from './draft.ts'
import { readSheet } from './read-sheet.ts'

const columns = ['section', 'id', 'field', 'original', 'text']
/** What a translation says of itself, which the original wording cannot say for it. */
const ownWords = ['wording', 'source', 'licence', 'attribution']

type Leaf = { section: string; id: string; field: string; text: string }
type Rows = ReadonlyMap<string, { line: number; text: string }>

/** The sheet that a translator fills in: every text of the framework beside an empty cell. */
export function translationSheet(framework: Framework): string {
  const rows = leavesOf(textsIn(framework, framework.originalLanguage)).map((leaf) => ({
    ...leaf,
    original: leaf.text,
    text: '',
  }))
  const about = ownWords.map((id) => ({ section: 'about', id, text: id === 'wording' ? 'official' : '' }))
  return writeCsv(columns, [...about, ...rows])
}

/** Reads a filled-in sheet; names every fault with its line, and every text that is missing. */
export function readTranslation(
  framework: Framework,
  csv: string,
  language: string,
  origin: Origin,
): { texts: TextsFile | null; faults: string[] } {
  const faults: string[] = []
  const rows = readRows(csv, faults)
  if (rows.size === 0) return { texts: null, faults }
  const original = textsIn(framework, framework.originalLanguage)
  const words = ownWordsIn(rows, language, origin)
  const parsed = TextsFile.safeParse(translate(original, rows, words))
  const issues = parsed.error?.issues ?? []
  faults.push(
    ...mismatches(original, rows),
    ...missingOwnWords(words),
    ...issues.map((issue) => `${pointer(issue.path)}: ${issue.message}`),
  )
  return faults.length === 0 && parsed.success
    ? { texts: parsed.data, faults: [] }
    : { texts: null, faults: [...new Set(faults)] }
}

/** The rows by the key of their text; an empty one is a fault and yet counts as there, so that it is not missing too. */
function readRows(csv: string, faults: string[]): Rows {
  const rows = new Map<string, { line: number; text: string }>()
  for (const { line, values } of readSheet(csv, columns, faults)) {
    const key = keyOf(values)
    const own = values.section === 'about' && ownWords.includes(values.id ?? '')
    if (rows.has(key)) faults.push(`line ${line}: ${key} stands twice`)
    else if (values.text || own) rows.set(key, { line, text: values.text ?? '' })
    else {
      faults.push(`line ${line}: text is empty`)
      rows.set(key, { line, text: '-' })
    }
  }
  return rows
}

/** First the texts of the original that no row translates, then the rows that translate none. */
function mismatches(original: TextsFile, rows: Rows): string[] {
  const keys = leavesOf(original).map(keyOf)
  const expected = new Set([...keys, ...ownWords.map((id) => `about/${id}`)])
  const missing = keys.filter((key) => !rows.has(key)).map((key) => `/${key}: missing`)
  const surplus = [...rows].filter(([key]) => !expected.has(key))
  return [...missing, ...surplus.map(([key, { line }]) => `line ${line}: ${key} belongs to nothing`)]
}

function ownWordsIn(rows: Rows, language: string, origin: Origin) {
  const own = (id: string) => rows.get(`about/${id}`)?.text || undefined
  return {
    language,
    wording: own('wording') ?? 'official',
    source: own('source'),
    licence: origin.licence ?? own('licence'),
    attribution: origin.attribution ?? own('attribution'),
  }
}

function missingOwnWords(words: ReturnType<typeof ownWordsIn>): string[] {
  if (words.wording !== 'official') return []
  return (['source', 'licence', 'attribution'] as const)
    .filter((id) => !words[id])
    .map((id) => `about/${id}: an official wording names its ${id}`)
}

function translate(original: TextsFile, rows: Rows, words: ReturnType<typeof ownWordsIn>) {
  const { wording: _, source: __, licence: ___, attribution: ____, ...plain } = original
  const translated = replaceLeaves(plain, [], (path) => rows.get(keyFor(path))?.text)
  return Object.fromEntries(
    Object.entries({ ...(translated as object), ...words }).filter(([, value]) => value !== undefined),
  )
}

const keyOf = ({ section, id, field }: Partial<Leaf>) => [section, id, field].filter(Boolean).join('/')
const keyFor = (path: readonly string[]) => (path.length === 1 ? `about/${path[0]}` : path.join('/'))

function leavesOf(texts: TextsFile): Leaf[] {
  const leaves: Leaf[] = []
  const { wording: _, source: __, licence: ___, attribution: ____, language: _____, ...plain } = texts
  replaceLeaves(plain, [], (path, text) => {
    const [section = '', id = '', ...field] = path
    leaves.push(
      path.length === 1
        ? { section: 'about', id: section, field: '', text }
        : { section, id, field: field.join('/'), text },
    )
    return text
  })
  return leaves
}

/** A copy of a JSON value with every text in it replaced; one that has no replacement stays. */
function replaceLeaves(
  value: unknown,
  path: string[],
  replace: (path: string[], text: string) => string | undefined,
): unknown {
  if (typeof value === 'string') return replace(path, value) ?? value
  if (Array.isArray(value))
    return value.map((item, index) => replaceLeaves(item, [...path, String(index + 1)], replace))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, replaceLeaves(inner, [...path, key], replace)]),
  )
}
