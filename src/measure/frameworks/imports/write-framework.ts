import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Framework } from '../framework.ts'
import type { PartialTextsFile, TextsFile } from '../framework-file.ts'
import { fileOfWording } from '../wordings/read-wordings.ts'
import type { Checked } from './draft.ts'

/** Writes a framework into a folder of its own, whole or not at all; throws where one of that id lies there. */
export function writeFramework(folder: string, { facts, texts, translations }: Checked): string {
  const place = join(folder, facts.id)
  if (existsSync(place)) throw new Error(`${place} is there already: a version is never written over.`)
  mkdirSync(folder, { recursive: true })
  const half = mkdtempSync(join(folder, '.importing-'))
  try {
    mkdirSync(join(half, 'texts'))
    writeFileSync(join(half, 'framework.json'), toJson(facts))
    for (const wording of [texts, ...translations])
      writeFileSync(join(half, 'texts', fileOfWording(wording, false)), toJson(wording))
    renameSync(half, place)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    throw error
  }
  return place
}

/**
 * Adds a wording to a framework, in the folder of that name within `folder`, whole or not at all: as the first one of its
 * language, or beside another one. Throws where that wording of the language is there.
 */
export function writeTexts(
  folder: string,
  framework: Framework,
  texts: TextsFile | PartialTextsFile,
): string {
  const known = framework.wordings.get(texts.language) ?? []
  const file = join(folder, framework.id, 'texts', fileOfWording(texts, known.length > 0))
  if (known.some(({ wording }) => wording === texts.wording) || existsSync(file))
    throw new Error(`${file} is there already: what is in use is never written over.`)
  mkdirSync(join(folder, framework.id, 'texts'), { recursive: true })
  const half = `${file}.importing`
  writeFileSync(half, toJson(texts))
  renameSync(half, file)
  return file
}

const toJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
