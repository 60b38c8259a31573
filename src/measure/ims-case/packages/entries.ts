import { competencesOf, type Framework, textsIn } from '../../frameworks/framework.ts'
import type { ItemKind } from '../../frameworks/imports/case-items.ts'

export type Place = { kind: ItemKind | 'document'; key: string }

/** What an item of the package is to say, and where it belongs. */
export type Entry = {
  kind: ItemKind
  key: string
  code?: string
  title?: string
  text: string
  tags?: readonly string[]
  notes?: Record<string, unknown>
  parent: Place
  level?: number
  facet?: string | undefined
  uris?: Record<string, string>
}

const DOCUMENT: Place = { kind: 'document', key: '' }

/** Everything in a framework but the framework itself, parents before their children, in the framework's own order. */
export const entriesOf = (framework: Framework, language: string): Entry[] => [
  ...structureOf(framework, language),
  ...contentOf(framework, language),
]

const titled = ({ title, descriptor }: { title: string; descriptor: string }) => ({ title, text: descriptor })

/** The levels; the areas; the competences, each with its facets. */
function structureOf(framework: Framework, language: string): Entry[] {
  const texts = textsIn(framework, language)
  return [
    ...framework.levels.map(({ level, code, band }): Entry => {
      const { title, ...aspects } = texts.levels[level]!
      const text = aspects.description ?? title
      return {
        kind: 'level',
        key: String(level),
        code,
        title,
        text,
        notes: { band, ...aspects },
        parent: DOCUMENT,
      }
    }),
    ...framework.areas.map(
      ({ code, uris }): Entry => ({
        kind: 'area',
        key: code,
        code,
        ...titled(texts.areas[code]!),
        notes: { uris },
        uris,
        parent: DOCUMENT,
      }),
    ),
    ...competencesOf(framework).flatMap(({ code, area, uris, levelUris, facets }): Entry[] => [
      {
        kind: 'competence',
        key: code,
        code,
        ...titled(texts.competences[code]!),
        notes: { uris, levelUris },
        uris,
        parent: { kind: 'area', key: area },
      },
      ...facets.map(
        (id): Entry => ({
          kind: 'facet',
          key: id,
          code: id,
          text: texts.facets[id]!,
          parent: { kind: 'competence', key: code },
        }),
      ),
    ]),
  ]
}

/** What tells more of a competence at a level; and the terms. */
function contentOf(framework: Framework, language: string): Entry[] {
  const texts = textsIn(framework, language)
  const of = (key: string): Place => ({ kind: 'competence', key })
  return [
    ...framework.statements.flatMap(({ id, competence, level, facet, role, tags, parts }): Entry[] => [
      {
        kind: 'statement',
        key: id,
        code: id,
        text: texts.statements[id]!,
        tags,
        notes: { facet, role },
        parent: of(competence),
        ...(level !== null && { level }),
        facet,
      },
      ...parts.map(
        (part): Entry => ({
          kind: 'part',
          key: part,
          code: part,
          text: texts.parts[part]!,
          parent: { kind: 'statement', key: id },
          ...(level !== null && { level }),
        }),
      ),
    ]),
    ...framework.examples.map(
      ({ number, competence, kind, tags, facet }): Entry => ({
        kind: 'example',
        key: String(number),
        code: String(number),
        text: texts.examples[number]!,
        tags,
        notes: { kind, facet },
        parent: of(competence),
      }),
    ),
    ...framework.useCases.map(({ id, competence, level, kind }): Entry => {
      const { scenario, lead, items } = texts.useCases[id]!
      const text = [lead, ...items].filter((part) => part !== null).join('\n')
      return {
        kind: 'useCase',
        key: id,
        code: id,
        title: scenario,
        text,
        notes: { kind, lead, items },
        parent: of(competence),
        level,
      }
    }),
    ...framework.learningOutcomes.map(
      ({ id, competence, level, kind, tags }): Entry => ({
        kind: 'learningOutcome',
        key: id,
        code: id,
        text: texts.learningOutcomes[id]!,
        tags,
        notes: { kind },
        parent: of(competence),
        level,
      }),
    ),
    ...framework.terms.map((id): Entry => {
      const { term, explanation } = texts.terms[id]!
      return { kind: 'term', key: id, code: id, title: term, text: explanation, parent: DOCUMENT }
    }),
  ]
}
