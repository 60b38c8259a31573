import { bilingual, type Framework, textsIn } from '../../../measure/frameworks/framework.ts'
import type { TextsFile } from '../../../measure/frameworks/framework-file.ts'
import { wordingsSaid } from '../../../measure/frameworks/wordings/in-wording.ts'
import { spoken } from '../../../platform/words/language.ts'
import type { Multilingual } from '../../../platform/words/multilingual.ts'
import type { CertifiedFramework } from '../snapshot.ts'

/** A text of the framework in every language that is spoken and that it has; a reader falls back to English. */
function textsOf(framework: Framework, pick: (texts: TextsFile) => string): Multilingual {
  const further = spoken.filter((language) => framework.texts.has(language))
  const picked = further.map((language) => [language, pick(textsIn(framework, language))])
  return { ...Object.fromEntries(picked), ...bilingual(framework, pick) }
}

/** The framework as far as a reader of the paper needs it: names of levels, areas and competences. */
export function certifiedFramework(framework: Framework): CertifiedFramework {
  return {
    id: framework.id,
    title: textsOf(framework, (texts) => texts.title),
    version: framework.version,
    hash: framework.hash,
    wordedIn: Object.fromEntries(spoken.map((language) => [language, textsIn(framework, language).language])),
    wordings: wordingsSaid(framework),
    attribution: textsOf(framework, (texts) => texts.attribution ?? framework.attribution),
    levels: framework.levels.map(({ level, code, band }) => ({
      level,
      code,
      title: textsOf(framework, (texts) => texts.levels[String(level)]?.title ?? code),
      band: band === null ? null : textsOf(framework, (texts) => texts.bands[band] ?? band),
      lead: textsOf(framework, (texts) => texts.levels[String(level)]?.lead ?? ''),
    })),
    areas: framework.areas.map((area) => ({
      code: area.code,
      title: textsOf(framework, (texts) => texts.areas[area.code]?.title ?? area.code),
      competences: area.competences.map(({ code }) => ({
        code,
        title: textsOf(framework, (texts) => texts.competences[code]?.title ?? code),
      })),
    })),
  }
}
