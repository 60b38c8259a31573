import type { Framework } from '../../framework.ts'
import { type ReadTranslation, readTranslation, type TranslationOrigin } from '../add-language.ts'
import { formats, importFramework } from '../import-framework.ts'
import { isTranslatorsCsv, readTranslatorsCsv } from './import-translators-csv.ts'
import { wordingFrom } from './wording-from.ts'

const SHEET = 'sheet'
const TRANSLATORS = 'translators'

/** Our sheet, CSV of tools for translators, and every format that a framework may be imported from. */
export const translationFormats = (): string[] => [SHEET, TRANSLATORS, ...formats()]

/**
 * Reads a wording of a framework in a language, from one file or, as tools for translators write them, from several.
 * Without a format, a file is a sheet or CSV of translators, as its columns tell. Throws where there is no such format or
 * language; faults of the files are listed.
 */
export async function readWording(
  framework: Framework,
  files: readonly Uint8Array[],
  language: string,
  format: string | undefined,
  origin: TranslationOrigin,
): Promise<ReadTranslation> {
  assertLanguage(language)
  const known = translationFormats()
  if (format !== undefined && !known.includes(format))
    throw new Error(`There is no format "${format}". Known: ${known.join(', ')}.`)
  const [first = new Uint8Array(), ...more] = files
  const kind = format ?? ((await isTranslatorsCsv(first)) ? TRANSLATORS : SHEET)
  if (kind === TRANSLATORS) return readTranslatorsCsv(framework, files, language, origin)
  if (more.length > 0) throw new Error(`Only files of translators come several at once, ${kind} is one.`)
  if (kind === SHEET) return readTranslation(framework, first, language, origin)
  return wordingFrom(framework, await importFramework(first, kind, framework.id, origin), language, origin)
}

/** A language goes by the two letters that ISO 639 has for it. */
function assertLanguage(language: string): void {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  if (/^[a-z]{2}$/.test(language) && names.of(language) !== undefined) return
  throw new Error(
    `There is no language "${language}": a language goes by two letters of ISO 639, such as en or lv.`,
  )
}
