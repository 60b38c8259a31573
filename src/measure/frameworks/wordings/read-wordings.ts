import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gaps } from '../framework.ts'
import { type FrameworkFile, PartialTextsFile, TextsFile } from '../framework-file.ts'
import { jsonFiles, readFile } from '../read-file.ts'
import { madeWhole, type Wording } from './wording.ts'

type Read = { path: string; texts: TextsFile | PartialTextsFile }
type Say = (path: string, what: string) => void

/** The name of the file that holds a wording: the first one of a language, or the one beside it. */
export const fileOfWording = (
  { language, wording }: Pick<TextsFile, 'language' | 'wording'>,
  isBeside: boolean,
) => (isBeside ? `${language}.${wording}.json` : `${language}.json`)

/**
 * Every wording of each language in a framework's folders, the first one of a language before the one beside it; what a
 * partial one lacks is said as the first of its language, else English, else the original language says it. Pushes every
 * fault with its file and place, and notes the hash of each file.
 */
export function readWordings(
  folders: readonly [string, ...string[]],
  facts: FrameworkFile,
  fileHashes: Map<string, string>,
  faults: string[],
): ReadonlyMap<string, readonly Wording[]> {
  const before = faults.length
  const say: Say = (path, what) => void faults.push(`${path}: ${what}`)
  const paths = folders.flatMap((folder) => jsonFiles(join(folder, 'texts')))
  const read = paths.flatMap((path): Read[] => {
    const file = readFile(path, schemaOf, faults)
    if (!file) return []
    if (fileHashes.has(`texts/${basename(path)}`)) say(path, 'is there twice')
    fileHashes.set(`texts/${basename(path)}`, file.hash)
    for (const gap of gaps(facts, file.content)) say(path, gap)
    return [{ path, texts: file.content }]
  })
  const first = new Map(read.filter(isFirst).map((file) => [file.texts.language, file]))
  for (const file of read) misplaced(file, first, say)
  const original = first.get(facts.originalLanguage)
  if (original) {
    if ('partial' in original.texts) say(original.path, '/partial: the original language is never partial')
  } else if (!existsSync(join(folders[0], 'texts', `${facts.originalLanguage}.json`)))
    say(join(folders[0], 'texts'), `there is no ${facts.originalLanguage}.json, the original language`)
  return faults.length > before ? new Map() : sideBySide(read, first, facts.originalLanguage)
}

const isFirst = ({ path, texts }: Read) => basename(path) === fileOfWording(texts, false)

function misplaced(file: Read, first: ReadonlyMap<string, Read>, say: Say): void {
  const { path, texts } = file
  if (isFirst(file)) return
  const beside = first.get(texts.language)
  if (basename(path) !== fileOfWording(texts, true)) say(path, `/language: is ${texts.language}`)
  else if (!beside) say(path, `there is no ${fileOfWording(texts, false)} that it stands beside`)
  else if (beside.texts.wording === texts.wording)
    say(path, `/wording: is ${texts.wording}, as in ${fileOfWording(texts, false)}`)
}

function sideBySide(read: readonly Read[], first: ReadonlyMap<string, Read>, original: string) {
  const made = new Map<string, Wording>()
  const wholeOf = (language: string): Wording => {
    const texts = first.get(language)!.texts
    const whole = 'partial' in texts ? madeWhole(texts, wholeOf(fallback(language))) : texts
    made.set(language, made.get(language) ?? whole)
    return made.get(language)!
  }
  const fallback = (language: string) => {
    const english = first.get('en')?.texts
    return language !== 'en' && english && !('partial' in english) ? 'en' : original
  }
  return new Map(
    [...first.keys()].map((language) => {
      const beside = read.filter((file) => file.texts.language === language && !isFirst(file))
      return [
        language,
        [
          wholeOf(language),
          ...beside.map(({ texts }) => ('partial' in texts ? madeWhole(texts, wholeOf(language)) : texts)),
        ],
      ]
    }),
  )
}

/** Which of the two schemas a file is read by: what it says itself. */
const schemaOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'partial' in value ? PartialTextsFile : TextsFile
