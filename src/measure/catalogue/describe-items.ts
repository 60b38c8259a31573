import { competencesOf, type Framework, textsIn } from '../frameworks/framework.ts'
import { fallen, type Wording } from '../frameworks/wordings/wording.ts'
import { matchesOf } from '../vocabularies/vocabularies.ts'

/** One thing of a list: its key in the list, what it can be filtered by, and what is shown of it. */
export type CatalogueItem = {
  key: string
  fields: Record<string, readonly string[]>
  view: Record<string, unknown>
}

/** The lists of a framework, and what each can be filtered by. */
export const listFilters = {
  competences: ['area'],
  statements: ['competence', 'level', 'facet', 'tag'],
  examples: ['competence', 'kind', 'tag'],
  'use-cases': ['competence', 'level', 'kind'],
  'learning-outcomes': ['competence', 'level', 'kind', 'tag'],
  terms: [],
} as const satisfies Record<string, readonly string[]>
export type ListName = keyof typeof listFilters

/** Every list of a framework in one language, in the framework's own order. */
export function describeItems(framework: Framework, language: string): Record<ListName, CatalogueItem[]> {
  const texts = textsIn(framework, language)
  /** A level goes by its number and by what the framework prints for it. */
  const named = (level: number | null) =>
    level === null ? [] : [String(level), framework.levels[level - 1]!.code]
  return {
    competences: competencesOf(framework).map(({ code, area, uris }) => ({
      key: code,
      fields: { area: [area] },
      view: {
        code,
        area,
        ...texts.competences[code],
        ...fallen(texts, 'competences', code),
        uris,
        matches: matchesOf(framework, uris),
      },
    })),
    statements: framework.statements.map(
      ({ id, competence, level, facet = null, role = null, tags, parts }) => ({
        key: id,
        fields: {
          competence: [competence],
          level: named(level),
          facet: facet === null ? [] : [facet],
          tag: tags,
        },
        view: {
          id,
          competence,
          level,
          facet,
          role,
          tags,
          text: texts.statements[id],
          parts: partsIn(texts, parts),
          ...fallen(texts, 'statements', id),
        },
      }),
    ),
    examples: framework.examples.map(({ number, competence, kind, tags }) => ({
      key: String(number),
      fields: { competence: [competence], kind: [kind], tag: tags },
      view: {
        number,
        competence,
        kind,
        tags,
        text: texts.examples[number],
        ...fallen(texts, 'examples', number),
      },
    })),
    'use-cases': framework.useCases.map(({ id, competence, level, kind }) => ({
      key: id,
      fields: { competence: [competence], level: named(level), kind: [kind] },
      view: { id, competence, level, kind, ...texts.useCases[id], ...fallen(texts, 'useCases', id) },
    })),
    'learning-outcomes': framework.learningOutcomes.map(({ id, competence, level, kind, tags }) => ({
      key: id,
      fields: { competence: [competence], level: named(level), kind: [kind], tag: tags },
      view: {
        id,
        competence,
        level,
        kind,
        tags,
        text: texts.learningOutcomes[id],
        ...fallen(texts, 'learningOutcomes', id),
      },
    })),
    terms: framework.terms.map((id) => ({
      key: id,
      fields: {},
      view: { id, ...texts.terms[id], ...fallen(texts, 'terms', id) },
    })),
  }
}

/** The parts of a statement, in words. */
export const partsIn = (
  texts: Wording,
  parts: readonly string[],
): { id: string; text: string; saidIn?: string }[] =>
  parts.map((id) => ({ id, text: texts.parts[id]!, ...fallen(texts, 'parts', id) }))

/** Every value by which a list of the framework may be filtered, whether or not anything has it. */
export function filterValues(framework: Framework): Record<string, readonly string[]> {
  const competences = competencesOf(framework)
  const texts = textsIn(framework, framework.originalLanguage)
  return {
    area: framework.areas.map(({ code }) => code),
    competence: competences.map(({ code }) => code),
    level: [...new Set(framework.levels.flatMap(({ level, code }) => [String(level), code]))],
    facet: competences.flatMap(({ facets }) => facets),
    kind: Object.keys(texts.kinds),
    tag: Object.keys(texts.tags),
  }
}
