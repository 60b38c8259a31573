import { competencesOf, type Framework, textsIn } from '../framework.ts'
import { fallen, type Wording } from '../wordings/wording.ts'

export const searchedKinds = [
  'area',
  'competence',
  'statement',
  'example',
  'use-case',
  'learning-outcome',
  'term',
] as const

/**
 * Something that can be found. What is within it, facets of a competence or parts of a statement, and its labels (tags, kinds,
 * roles) are searched with it.
 */
export type Findable = {
  kind: (typeof searchedKinds)[number]
  id: string
  competence: string | null
  title: string | null
  text: string
  within: { code: string; text: string }[]
  labels: string[]
  /** The language that it is said in, where a partial wording lacks it. */
  saidIn?: string
}

/** Everything of a framework that can be found, in its order, as one language words it. */
export function findablesOf(framework: Framework, language: string): Findable[] {
  const texts = textsIn(framework, language)
  return [
    ...ofStructure(framework, texts),
    ...ofContent(framework, texts),
    ...framework.terms.map((id) => {
      const { term, explanation } = texts.terms[id]!
      return {
        kind: 'term' as const,
        id,
        competence: null,
        title: term,
        text: explanation,
        ...bare,
        ...fallen(texts, 'terms', id),
      }
    }),
  ]
}

const bare = { within: [], labels: [] }

const titled = ({ title, descriptor }: { title: string; descriptor: string }) => ({
  title,
  text: descriptor,
})

function ofStructure(framework: Framework, texts: Wording): Findable[] {
  return [
    ...framework.areas.map(({ code }) => ({
      kind: 'area' as const,
      id: code,
      competence: null,
      ...titled(texts.areas[code]!),
      ...bare,
      ...fallen(texts, 'areas', code),
    })),
    ...competencesOf(framework).map(({ code, facets }) => ({
      kind: 'competence' as const,
      id: code,
      competence: code,
      ...titled(texts.competences[code]!),
      within: facets.map((facet) => ({ code: facet, text: texts.facets[facet]! })),
      labels: [],
      ...fallen(texts, 'competences', code),
    })),
  ]
}

function ofContent(framework: Framework, texts: Wording): Findable[] {
  type Labelled = { kind?: string; role?: string | undefined; tags?: string[] }
  const worded = (text: string, { kind, role, tags = [] }: Labelled) => ({
    title: null,
    text,
    within: [],
    labels: [
      ...(kind === undefined ? [] : [texts.kinds[kind]!]),
      ...(role === undefined ? [] : [texts.roles[role]!]),
      ...tags.map((tag) => texts.tags[tag]!),
    ],
  })
  return [
    ...framework.statements.map(({ id, competence, role, tags, parts }) => ({
      kind: 'statement' as const,
      id,
      competence,
      ...worded(texts.statements[id]!, { role, tags }),
      within: parts.map((part) => ({ code: part, text: texts.parts[part]! })),
      ...fallen(texts, 'statements', id),
    })),
    ...framework.examples.map(({ number, competence, kind, tags }) => ({
      kind: 'example' as const,
      id: String(number),
      competence,
      ...worded(texts.examples[number]!, { kind, tags }),
      ...fallen(texts, 'examples', number),
    })),
    ...framework.useCases.map(({ id, competence, kind }) => {
      const { scenario, lead, items } = texts.useCases[id]!
      const text = [lead, ...items].filter((part) => part !== null).join(' ')
      return {
        kind: 'use-case' as const,
        id,
        competence,
        ...worded(text, { kind }),
        title: scenario,
        ...fallen(texts, 'useCases', id),
      }
    }),
    ...framework.learningOutcomes.map(({ id, competence, kind, tags }) => ({
      kind: 'learning-outcome' as const,
      id,
      competence,
      ...worded(texts.learningOutcomes[id]!, { kind, tags }),
      ...fallen(texts, 'learningOutcomes', id),
    })),
  ]
}
