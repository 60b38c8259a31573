import { textColumn } from '../../../../platform/sheets/column.ts'
import { readSheet } from '../../../../platform/sheets/read-sheet.ts'
import { reference } from '../../../../platform/words/language.ts'
import { type Framework, textsIn } from '../../framework.ts'
import {
  finished,
  missingOwnWords,
  type ReadTranslation,
  type TranslationOrigin,
  wordsOfOperator,
} from '../add-language.ts'
import { tellSheetFault } from '../read-sheet.ts'
import { normalised, textFinder } from './find-text.ts'
import { leafKey, leavesOf } from './text-leaves.ts'

/** Columns that may name the text, the first one that is filled in counts. */
const names = ['location', 'id', 'key', 'context']
const FUZZY = 'fuzzy'

/** `place` is the line, with its file where there are several. */
type Translated = { place: string; name: string; source: string; target: string }

const optional = { optional: true }
const columns = {
  ...Object.fromEntries([...names, FUZZY].map((name) => [name, textColumn(optional)])),
  source: textColumn(),
  target: textColumn(),
}

/** Whether a table is one that tools for translators write: a source beside a target. */
export async function isTranslatorsCsv(bytes: Uint8Array): Promise<boolean> {
  const { headings } = await readSheet(bytes, { columns, keepsOthers: true })
  return headings.has('source') && headings.has('target')
}

/**
 * Reads CSV as tools for translators write it, one or several files of it; a row finds its text by its id, else by the
 * source that it translates. Names every row that finds none; what is not translated yet makes the wording partial.
 */
export async function readTranslatorsCsv(
  framework: Framework,
  files: readonly Uint8Array[],
  language: string,
  origin: TranslationOrigin,
): Promise<ReadTranslation> {
  const faults: string[] = []
  const remarks: string[] = []
  const original = textsIn(framework, framework.originalLanguage)
  const rows: Translated[] = []
  for (const [index, file] of files.entries()) {
    const name = files.length > 1 ? `file ${index + 1}, ` : ''
    rows.push(...(await readRows(file, name, origin, faults, remarks)))
  }
  const translations = placed(framework, rows, remarks)
  if (rows.length > 0 && translations.size === 0) faults.push(`no row translates a text of ${framework.id}`)
  const words = wordsOfOperator(language, origin)
  faults.push(...missingOwnWords(words))
  const read = finished(original, (key) => translations.get(key), words, faults, true)
  return { ...read, remarks }
}

async function readRows(
  bytes: Uint8Array,
  file: string,
  { encoding }: TranslationOrigin,
  faults: string[],
  remarks: string[],
): Promise<Translated[]> {
  const sheet = await readSheet(bytes, { columns, keepsOthers: true }, encoding ? { encoding } : {})
  const read = { rows: sheet.rows.map(({ line, cells }) => ({ line, values: cells })) }
  remarks.push(...sheet.remarks.map((remark) => file + remark(reference)))
  faults.push(...sheet.faults.map((fault) => `${file}line ${fault.line}: ${tellSheetFault(fault)}`))
  const nameIn = (values: Record<string, string>) => names.find((column) => values[column])
  const heeded = new Set([FUZZY, 'source', 'target', ...read.rows.map(({ values }) => nameIn(values))])
  const unread = [...sheet.headings.keys()].filter(
    (column) => !heeded.has(column) && read.rows.some(({ values }) => values[column]),
  )
  remarks.push(...unread.map((column) => `${file}column "${column}" has no place here`))
  const rows = read.rows.map(({ line, values }) => ({
    place: `${file}line ${line}`,
    name: values[nameIn(values) ?? ''] ?? '',
    source: values.source ?? '',
    target: values.target ?? '',
    isDoubtful: /^(true|1|yes)$/i.test(values[FUZZY] ?? ''),
  }))
  const doubtful = rows.filter(({ isDoubtful, target }) => isDoubtful && target)
  if (doubtful.length > 0)
    remarks.push(`marked as fuzzy and not taken: ${doubtful.map(({ place }) => place).join(', ')}`)
  const empty = rows.filter(({ target }) => !target)
  if (empty.length > 0) remarks.push(`${file}not translated yet: ${empty.length} of ${rows.length} rows`)
  return rows.filter(({ isDoubtful, target }) => target && !isDoubtful)
}

/** The translations by the key of their text. */
function placed(framework: Framework, rows: readonly Translated[], remarks: string[]): Map<string, string> {
  const original = textsIn(framework, framework.originalLanguage)
  const texts = new Map(leavesOf(original).map((leaf) => [leafKey(leaf), leaf.text]))
  const find = textFinder(framework, texts)
  const places = rows.map((row) => ({ ...row, keys: find(row.name, row.source) }))
  const translations = new Map<string, string>()
  for (const { place, name, source, target, keys } of places) {
    if (keys.length === 0) remarks.push(`${place}: ${name || `"${source}"`} has no place in ${framework.id}`)
    for (const key of keys) {
      if ((translations.get(key) ?? target) !== target)
        remarks.push(`${place}: ${key} is translated twice, the first translation counts`)
      else translations.set(key, target)
    }
  }
  if (original.wording === 'official') remarks.push(...ofOtherSources(places, texts))
  return translations
}

/** Rows whose source is another text than the one here: an official wording is the same everywhere, ours is not. */
function ofOtherSources(
  places: readonly (Translated & { keys: string[] })[],
  texts: ReadonlyMap<string, string>,
): string[] {
  const others = places.flatMap(({ place, source, keys }) =>
    keys
      .filter((key) => source !== '' && normalised(texts.get(key)!) !== normalised(source))
      .map((key) => `${place} (${key})`),
  )
  return others.length > 0
    ? [`translated from another source text than the one here: ${others.join(', ')}`]
    : []
}
