import type { Language } from '../../platform/words/language.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { type Framework, highestLevel, textsIn } from './framework.ts'
import { say } from './words.ts'

/** A level by its name and its place among all of them. */
export const levelPlaced = (name: string | Sentence, level: number, highest: number): Sentence =>
  say('level-placed', { name, level, highest })

/** A level by the framework's name for it, with its band and its place; the bare number where the framework is not known. */
export function nameOfLevel(framework: Framework | undefined, level: number, language: Language): string {
  const step = framework?.levels.find((known) => known.level === level)
  if (!framework || !step) return String(level)
  const { levels, bands } = textsIn(framework, language)
  const title = levels[level]?.title ?? step.code
  const name = step.band === null ? title : `${title} · ${bands[step.band] ?? step.band}`
  return levelPlaced(name, level, highestLevel(framework))(language)
}
