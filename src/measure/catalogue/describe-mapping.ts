import type { z } from 'zod'
import { type Framework, textsIn } from '../frameworks/framework.ts'
import type { MappingFile } from '../frameworks/framework-file.ts'
import type { MappingView } from './schemas.ts'

/** A map with the titles of both sides. It is for reading: nothing here or elsewhere converts a level by it. */
export function describeMapping(
  mapping: MappingFile,
  from: Framework,
  to: Framework,
  language: string,
): z.infer<typeof MappingView> {
  const [here, there] = [textsIn(from, language), textsIn(to, language)]
  const pairs = (list: 'areas' | 'competences') =>
    mapping[list].map((pair) => ({
      from: { code: pair.from, title: here[list][pair.from]!.title },
      to: { code: pair.to, title: there[list][pair.to]!.title },
      titleChanged: pair.titleChanged,
    }))
  const level = (framework: Framework, number: number) => ({
    level: number,
    code: framework.levels[number - 1]!.code,
    title: textsIn(framework, language).levels[number]!.title,
  })
  return {
    from: mapping.from,
    to: mapping.to,
    source: mapping.source,
    notice: mapping.notice[language] ?? mapping.notice[from.originalLanguage]!,
    levels: mapping.levels.map((pair) => ({
      from: pair.from.map((number) => level(from, number)),
      to: level(to, pair.to),
    })),
    areas: pairs('areas'),
    competences: pairs('competences'),
  }
}
