import type { z } from 'zod'
import { editionOf, replacementOf } from '../frameworks/editions.ts'
import {
  competenceOf,
  type Framework,
  type FrameworkLibrary,
  languagesOf,
  textsIn,
} from '../frameworks/framework.ts'
import { partsIn } from './describe-items.ts'
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
    levels: framework.levels.length,
    ...(framework.measuredInBands !== undefined && { measuredInBands: framework.measuredInBands }),
  }
}

export function describeFramework(
  framework: Framework,
  library: FrameworkLibrary,
  language: string,
): z.infer<typeof FrameworkView> {
  const texts = textsIn(framework, language)
  return {
    ...summariseFramework(framework, library, language),
    areas: framework.areas.map((area) => ({
      code: area.code,
      ...texts.areas[area.code]!,
      uris: area.uris,
      competences: area.competences.map(({ code, uris }) => ({ code, ...texts.competences[code]!, uris })),
    })),
    levelScheme: framework.levels.map(({ level, code, band }) => ({
      level,
      code,
      band: band === null ? null : (texts.bands[band] ?? band),
      ...texts.levels[String(level)]!,
    })),
    kinds: labels(texts.kinds),
    tags: labels(texts.tags),
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
    uris: competence.uris,
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
    })),
    examples: framework.examples
      .filter(own)
      .map(({ number, kind, tags }) => ({ number, kind, tags, text: texts.examples[String(number)]! })),
    useCases: framework.useCases
      .filter(own)
      .map(({ id, level, kind }) => ({ id, level, kind, ...texts.useCases[id]! })),
  }
}
