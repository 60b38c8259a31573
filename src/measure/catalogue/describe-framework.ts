import type { z } from 'zod'
import { editionOf, replacementOf } from '../frameworks/editions.ts'
import {
  competenceOf,
  type Framework,
  type FrameworkLibrary,
  languagesOf,
  textsIn,
} from '../frameworks/framework.ts'
import { describeWordings } from '../frameworks/wordings/describe-wordings.ts'
import { fallen, type Wording } from '../frameworks/wordings/wording.ts'
import { matchesOf } from '../vocabularies/vocabularies.ts'
import { partsIn } from './describe-items.ts'
import { educationLevelsOf, originOf } from './describe-origin.ts'
import type { CompetenceView, FrameworkSummary, FrameworkView } from './schemas.ts'

export function summariseFramework(
  framework: Framework,
  library: FrameworkLibrary,
  language: string,
): z.infer<typeof FrameworkSummary> {
  const texts = textsIn(framework, language)
  const { id, family, version, hash, licence, attribution, source } = framework
  return {
    id,
    family,
    version,
    edition: editionOf(framework),
    replaces: framework.replaces ?? null,
    replacedBy: replacementOf(framework, library),
    title: texts.title,
    subtitle: texts.subtitle ?? null,
    hash,
    licence,
    attribution,
    source,
    wording: texts.wording,
    languages: languagesOf(framework),
    wordings: describeWordings(framework),
    levels: framework.levels.length,
    ...(framework.measuredInBands !== undefined && { measuredInBands: framework.measuredInBands }),
    ...(framework.case && { origin: originOf(framework) }),
  }
}

export function describeFramework(
  framework: Framework,
  library: FrameworkLibrary,
  language: string,
): z.infer<typeof FrameworkView> {
  const texts = textsIn(framework, language)
  const matched = (uris: Record<string, string>) => ({ uris, matches: matchesOf(framework, uris) })
  return {
    ...summariseFramework(framework, library, language),
    areas: framework.areas.map((area) => ({
      code: area.code,
      ...texts.areas[area.code]!,
      ...fallen(texts, 'areas', area.code),
      ...matched(area.uris),
      competences: area.competences.map(({ code, uris }) => ({
        code,
        ...texts.competences[code]!,
        ...fallen(texts, 'competences', code),
        ...matched(uris),
      })),
    })),
    levelScheme: framework.levels.map((level) => describeLevel(level, texts)),
    kinds: labels(texts.kinds),
    tags: labels(texts.tags),
  }
}

function describeLevel({ level, code, band, steps }: Framework['levels'][number], texts: Wording) {
  const { steps: details, ...said } = texts.levels[String(level)]!
  return {
    level,
    code,
    band: band === null ? null : (texts.bands[band] ?? band),
    ...said,
    ...(steps && {
      steps: steps.map(({ step, languageLevel = null }) => ({
        step,
        languageLevel,
        description: details![step]!,
      })),
    }),
    ...fallen(texts, 'levels', level),
  }
}

const labels = (texts: Record<string, string>) => Object.entries(texts).map(([id, label]) => ({ id, label }))

/** One competence with all that the framework says of it. */
export function describeCompetence(
  framework: Framework,
  code: string,
  language: string,
): z.infer<typeof CompetenceView> {
  const texts = textsIn(framework, language)
  const { area, competence } = competenceOf(framework, code)!
  const own = ({ competence }: { competence: string }) => competence === code
  return {
    framework: framework.id,
    area: area.code,
    code,
    ...texts.competences[code]!,
    ...fallen(texts, 'competences', code),
    uris: competence.uris,
    matches: matchesOf(framework, competence.uris),
    ...educationLevelsOf(framework, code),
    facets: competence.facets.map((id) => ({ id, label: texts.facets[id]! })),
    statements: framework.statements.filter(own).map(({ id, level, facet, role, tags, parts }) => ({
      id,
      competence: code,
      level,
      facet: facet ?? null,
      role: role ?? null,
      tags,
      text: texts.statements[id]!,
      parts: partsIn(texts, parts),
      ...fallen(texts, 'statements', id),
    })),
    examples: framework.examples.filter(own).map(({ number, kind, tags }) => ({
      number,
      kind,
      tags,
      text: texts.examples[String(number)]!,
      ...fallen(texts, 'examples', number),
    })),
    useCases: framework.useCases.filter(own).map(({ id, level, kind }) => ({
      id,
      level,
      kind,
      ...texts.useCases[id]!,
      ...fallen(texts, 'useCases', id),
    })),
  }
}
