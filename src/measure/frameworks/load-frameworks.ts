import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, delimiter, join, relative } from 'node:path'
import type { z } from 'zod'
import { CannotStart } from '../../errors.ts'
import { hashOf } from '../../platform/hash.ts'
import { pointer } from '../../platform/http/faults.ts'
import { readJson } from '../../platform/json/read-json.ts'
import { editionFaults, newestFirst } from './editions.ts'
import { contradictions, type Framework, type FrameworkLibrary, gaps, mappingFaults } from './framework.ts'
import { FrameworkFile, MappingFile, TextsFile } from './framework-file.ts'
import { inBands } from './in-bands.ts'

export const builtInFrameworks = new URL('../../../frameworks', import.meta.url).pathname

/** The built-in folder and one's own, which FRAMEWORKS_DIR lists as PATH lists folders. */
export function frameworkFolders(own: string | null): string[] {
  return [builtInFrameworks, ...(own ?? '').split(delimiter).filter((folder) => folder !== '')]
}

/** Reads every framework of the folders, and has each in its bands beside it; throws one error that names each fault with its file and place. */
export function loadFrameworks(folders: readonly string[]): FrameworkLibrary {
  const { library, faults } = readFolders(folders)
  if (faults.length > 0)
    throw new CannotStart(`The frameworks are not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return newestFirst(new Map([...library.values()].flatMap((framework) => inEachScale(framework, library))))
}

function inEachScale(framework: Framework, library: FrameworkLibrary): [id: string, framework: Framework][] {
  const banded = inBands(framework, library)
  return [framework, ...(banded ? [banded] : [])].map((scaled) => [scaled.id, scaled])
}

/** What the folders hold, and every fault with its file and place. */
export function readFolders(folders: readonly string[]): { library: FrameworkLibrary; faults: string[] } {
  const faults: string[] = []
  const library = new Map<string, Framework>()
  const folderOf = new Map<string, string>()
  for (const parent of folders) {
    for (const folder of foldersIn(parent, faults)) {
      const framework = readFramework(folder, faults)
      if (!framework) continue
      if (library.has(framework.id)) faults.push(`${folder}: ${framework.id} is there twice`)
      library.set(framework.id, framework)
      folderOf.set(framework.id, folder)
    }
  }
  // What points at another one is checked once all are read; where some could not be, that may be one of them.
  if (faults.length > 0) return { library, faults }
  const pointing = [...library.values()].flatMap((framework) =>
    [
      ...editionFaults(framework, library).map((fault) => `framework.json: ${fault}`),
      ...mappingFaults(framework, library).map((fault) => `mappings/${fault}`),
    ].map((fault) => `${folderOf.get(framework.id)}/${fault}`),
  )
  return { library, faults: pointing }
}

/** The folders of a folder that hold a framework. */
function foldersIn(parent: string, faults: string[]): string[] {
  if (!existsSync(parent)) {
    faults.push(`${parent}: there is no such folder`)
    return []
  }
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(parent, entry.name))
    .filter((folder) => existsSync(join(folder, 'framework.json')))
}

/** Reads one framework's folder; pushes every fault with its file and place and then returns null. */
function readFramework(folder: string, faults: string[]): Framework | null {
  const name = basename(folder)
  const before = faults.length
  const file = readFile(join(folder, 'framework.json'), FrameworkFile, faults)
  if (!file) return null
  const facts = file.content
  if (facts.id !== name)
    faults.push(`${folder}/framework.json: /id: is ${facts.id}, the folder is called ${name}`)
  for (const fault of contradictions(facts)) faults.push(`${folder}/framework.json: ${fault}`)
  const fileHashes = new Map([['framework.json', file.hash]])
  const texts = readTexts(folder, facts, fileHashes, faults)
  const original = texts.get(facts.originalLanguage)
  if (!original && !existsSync(join(folder, 'texts', `${facts.originalLanguage}.json`)))
    faults.push(`${folder}/texts: there is no ${facts.originalLanguage}.json, the original language`)
  const mappings = jsonFiles(join(folder, 'mappings')).flatMap((path) => {
    const mapping = readFile(path, MappingFile, faults)?.content
    if (mapping && relative(join(folder, 'mappings'), path) !== `${mapping.to}.json`)
      faults.push(`${path}: /to: is ${mapping.to}`)
    return mapping ?? []
  })
  if (faults.length > before || !original) return null
  const hash = hashOf(file.hash, fileHashes.get(`texts/${facts.originalLanguage}.json`))
  return { ...facts, texts, hash, fileHashes, mappings }
}

function readTexts(
  folder: string,
  facts: FrameworkFile,
  fileHashes: Map<string, string>,
  faults: string[],
): Map<string, TextsFile> {
  const byLanguage = new Map<string, TextsFile>()
  for (const path of jsonFiles(join(folder, 'texts'))) {
    const file = readFile(path, TextsFile, faults)
    if (!file) continue
    const texts = file.content
    for (const gap of gaps(facts, texts)) faults.push(`${path}: ${gap}`)
    if (relative(join(folder, 'texts'), path) !== `${texts.language}.json`)
      faults.push(`${path}: /language: is ${texts.language}`)
    byLanguage.set(texts.language, texts)
    fileHashes.set(`texts/${texts.language}.json`, file.hash)
  }
  return byLanguage
}

function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name))
}

/** A file as its schema reads it, and the hash of what it says. */
function readFile<T extends z.ZodType>(
  file: string,
  schema: T,
  faults: string[],
): { content: z.infer<T>; hash: string } | null {
  const { value, fault } = readJson(readFileSync(file, 'utf8'), Number.POSITIVE_INFINITY)
  if (fault) {
    faults.push(`${file}: ${fault.said}`)
    return null
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { content: parsed.data, hash: hashOf(withoutEmpty(parsed.data)) }
  for (const issue of parsed.error.issues)
    faults.push([file, pointer(issue.path), issue.message].filter((part) => part !== '').join(': '))
  return null
}

/** Without empty lists and sections: leaving one out says the same, and a section that a later format adds changes nothing. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).map(([key, inner]) => [key, withoutEmpty(inner)] as const)
  return Object.fromEntries(kept.filter(([, inner]) => !isEmpty(inner)))
}

const isEmpty = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0
