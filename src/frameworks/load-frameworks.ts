import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { z } from 'zod'
import { pointer } from '../platform/http/faults.ts'
import { contradictions, type Framework, type FrameworkLibrary, gaps, hashOf } from './framework.ts'
import { FrameworkFile, MappingFile, TextsFile } from './schemas.ts'

export const builtInFrameworks = new URL('../../frameworks', import.meta.url).pathname

/** Reads every framework of the folders; throws one error that names each fault with its file and place. */
export function loadFrameworks(folders: string[]): FrameworkLibrary {
  const faults: string[] = []
  const library = new Map<string, Framework>()
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory() || !existsSync(join(folder, entry.name, 'framework.json'))) continue
      const framework = readFramework(join(folder, entry.name), entry.name, faults)
      if (framework && library.has(framework.id))
        faults.push(`${join(folder, entry.name)}: ${framework.id} is there twice`)
      if (framework) library.set(framework.id, framework)
    }
  }
  if (faults.length > 0)
    throw new Error(`The frameworks are not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return library
}

/** Reads one framework's folder; pushes every fault with its file and place and then returns null. */
export function readFramework(folder: string, name: string, faults: string[]): Framework | null {
  const before = faults.length
  const facts = readFile(join(folder, 'framework.json'), FrameworkFile, faults)
  if (!facts) return null
  if (facts.id !== name)
    faults.push(`${folder}/framework.json: /id: is ${facts.id}, the folder is called ${name}`)
  for (const fault of contradictions(facts)) faults.push(`${folder}/framework.json: ${fault}`)
  const texts = readTexts(folder, facts, faults)
  const mappings = jsonFiles(join(folder, 'mappings')).flatMap(
    (file) => readFile(file, MappingFile, faults) ?? [],
  )
  const original = texts.get(facts.originalLanguage)
  if (!original)
    faults.push(`${folder}/texts: there is no ${facts.originalLanguage}.json, the original language`)
  if (faults.length > before || !original) return null
  const fileHashes = new Map([['framework.json', hashOf(facts)]])
  for (const [language, text] of texts) fileHashes.set(`texts/${language}.json`, hashOf(text))
  return { ...facts, texts, hash: hashOf(facts, original), fileHashes, mappings }
}

function readTexts(folder: string, facts: FrameworkFile, faults: string[]): Map<string, TextsFile> {
  const byLanguage = new Map<string, TextsFile>()
  for (const file of jsonFiles(join(folder, 'texts'))) {
    const texts = readFile(file, TextsFile, faults)
    if (!texts) continue
    for (const gap of gaps(facts, texts)) faults.push(`${file}: ${gap}`)
    if (relative(join(folder, 'texts'), file) !== `${texts.language}.json`)
      faults.push(`${file}: /language: is ${texts.language}`)
    byLanguage.set(texts.language, texts)
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

function readFile<T extends z.ZodType>(file: string, schema: T, faults: string[]): z.infer<T> | null {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    faults.push(`${file}: ${(error as Error).message}`)
    return null
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) faults.push(`${file}: ${pointer(issue.path)}: ${issue.message}`)
  return null
}
