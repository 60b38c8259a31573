import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TextsFile } from '../framework-file.ts'
import type { Checked } from './draft.ts'

/** Writes a framework into a folder of its own, whole or not at all; throws where one of that id lies there. */
export function writeFramework(folder: string, { facts, texts }: Checked): string {
  const place = join(folder, facts.id)
  if (existsSync(place)) throw new Error(`${place} is there already: a version is never written over.`)
  mkdirSync(folder, { recursive: true })
  const half = mkdtempSync(join(folder, '.importing-'))
  try {
    mkdirSync(join(half, 'texts'))
    writeFileSync(join(half, 'framework.json'), toJson(facts))
    writeFileSync(join(half, 'texts', `${texts.language}.json`), toJson(texts))
    renameSync(half, place)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    throw error
  }
  return place
}

/** Adds a language to a framework's folder, whole or not at all; throws where the language is there. */
export function writeTexts(place: string, texts: TextsFile): string {
  const file = join(place, 'texts', `${texts.language}.json`)
  if (existsSync(file)) throw new Error(`${file} is there already: what is in use is never written over.`)
  const half = `${file}.importing`
  writeFileSync(half, toJson(texts))
  renameSync(half, file)
  return file
}

const toJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
