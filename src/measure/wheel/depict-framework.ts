import { type Framework, textsIn } from '../frameworks/framework.ts'
import type { Depicted, Profiles } from './profiles.ts'

/** What a wheel of a framework shows. */
export function depictFramework(framework: Framework, profiles: Profiles): Depicted {
  const titled = (of: 'areas' | 'competences', code: string) => ({
    code,
    title: (language: string) => textsIn(framework, language)[of][code]!.title,
  })
  return {
    areas: framework.areas.map(({ code, competences }) => ({
      ...titled('areas', code),
      competences: competences.map((competence) => titled('competences', competence.code)),
    })),
    levels: framework.levels.map(({ level, code }) => ({
      level,
      code,
      title: (language) => textsIn(framework, language).levels[level]!.title,
    })),
    profiles,
  }
}
