import { pointer } from '../../../platform/http/faults.ts'
import { writeCsv } from '../../../platform/sheets/write-csv.ts'
import { type Framework, textsIn } from '../framework.ts'
import { PartialTextsFile, TextsFile } from '../framework-file.ts'
import type { WordingKind } from '../wordings/wording.ts'
import type { Origin } from './draft.ts'
import { type Row, readFrameworkSheet } from './read-sheet.ts'
import { worded } from './translations/share.ts'
import { leafKey, leavesOf, translated, translatedOnly } from './translations/text-leaves.ts'

const sheetColumns = ['section', 'id', 'field', 'original', 'text'] as const
/** What a translation says of itself, which the original wording cannot say for it. */
const ownWords = ['wording', 'source', 'licence', 'attribution']

/** What the operator says of a translation, before what its file says. */
export type TranslationOrigin = Origin & { wording?: WordingKind | undefined; partial?: boolean | undefined }

/** A wording as it was read, with what the report says beside; faults, and then no texts. */
export type ReadTranslation = {
  texts: TextsFile | PartialTextsFile | null
  faults: string[]
  remarks: string[]
}

type Rows = ReadonlyMap<string, { line: number; text: string }>

/** The sheet that a translator fills in: every text of the framework beside an empty cell. */
export function translationSheet(framework: Framework): string {
  const rows = leavesOf(textsIn(framework, framework.originalLanguage)).map((leaf) => ({
    ...leaf,
    original: leaf.text,
    text: '',
  }))
  const about = ownWords.map((id) => ({ section: 'about', id, text: id === 'wording' ? 'official' : '' }))
  return writeCsv(sheetColumns, [...about, ...rows])
}

/** Reads a filled-in sheet; names every fault with its line, and every text that is missing unless it may be partial. */
export async function readTranslation(
  framework: Framework,
  bytes: Uint8Array,
  language: string,
  origin: TranslationOrigin,
): Promise<ReadTranslation> {
  const sheet = await readFrameworkSheet(bytes, sheetColumns, origin.encoding)
  const { faults, remarks } = sheet
  if (!sheet.isWhole) return { texts: null, faults, remarks }
  const rows = keyRows(sheet.rows, faults, origin.partial ?? false)
  const original = textsIn(framework, framework.originalLanguage)
  const words = ownWordsIn(rows, language, origin)
  faults.push(...mismatches(original, rows, origin.partial ?? false), ...missingOwnWords(words))
  const translation = (key: string) => rows.get(key)?.text
  return { ...finished(original, translation, words, faults, origin.partial ?? false), remarks }
}

type OwnWords = ReturnType<typeof ownWordsIn>

/** The wording that a translation makes of the original, checked; a partial one where it may be and is. */
export function finished(
  original: TextsFile,
  translation: (key: string) => string | undefined,
  words: OwnWords,
  faults: readonly string[],
  mayBePartial: boolean,
): ReadTranslation {
  const said = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined))
  const own = mayBePartial
    ? worded(original, { title: original.title, ...translatedOnly(original, translation), ...said })
    : { ...translated(original, translation), ...said }
  const parsed = ('partial' in own ? PartialTextsFile : TextsFile).safeParse(own)
  const issues = parsed.error?.issues ?? []
  const all = [...faults, ...issues.map((issue) => `${pointer(issue.path)}: ${issue.message}`)]
  return all.length === 0 && parsed.success
    ? { texts: parsed.data, faults: [], remarks: [] }
    : { texts: null, faults: [...new Set(all)], remarks: [] }
}

/** The rows by the key of their text; an empty one is a fault and yet counts as there, so that it is not missing too. */
function keyRows(read: readonly Row[], faults: string[], mayBePartial: boolean): Rows {
  const rows = new Map<string, { line: number; text: string }>()
  for (const { line, values } of read) {
    const key = leafKey(values)
    const own = values.section === 'about' && ownWords.includes(values.id ?? '')
    if (rows.has(key)) faults.push(`line ${line}: ${key} stands twice`)
    else if (values.text || own) rows.set(key, { line, text: values.text ?? '' })
    else if (!mayBePartial) {
      faults.push(`line ${line}: text is empty`)
      rows.set(key, { line, text: '-' })
    }
  }
  return rows
}

/** First the texts of the original that no row translates, then the rows that translate none. */
function mismatches(original: TextsFile, rows: Rows, mayBePartial: boolean): string[] {
  const keys = leavesOf(original).map(leafKey)
  const expected = new Set([...keys, ...ownWords.map((id) => `about/${id}`)])
  const missing = mayBePartial ? [] : keys.filter((key) => !rows.has(key)).map((key) => `/${key}: missing`)
  const surplus = [...rows].filter(([key]) => !expected.has(key))
  return [...missing, ...surplus.map(([key, { line }]) => `line ${line}: ${key} belongs to nothing`)]
}

function ownWordsIn(rows: Rows, language: string, origin: TranslationOrigin) {
  const own = (id: string) => rows.get(`about/${id}`)?.text || undefined
  return {
    language,
    wording: origin.wording ?? own('wording') ?? 'official',
    source: origin.source ?? own('source'),
    licence: origin.licence ?? own('licence'),
    attribution: origin.attribution ?? own('attribution'),
  }
}

/** What a translation says of itself where its file says nothing of it. */
export const wordsOfOperator = (language: string, origin: TranslationOrigin): OwnWords =>
  ownWordsIn(new Map(), language, origin)

export function missingOwnWords(words: OwnWords): string[] {
  if (words.wording !== 'official') return []
  return (['source', 'licence', 'attribution'] as const)
    .filter((id) => !words[id])
    .map((id) => `about/${id}: an official wording names its ${id}`)
}
