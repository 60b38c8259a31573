import type { CaseNode } from '../case/node.ts'
import type { CaseTree } from '../case/tree.ts'
import type { ItemKind } from './case-items.ts'
import { type FrameworkDraft, keepText } from './draft.ts'

/** Puts the items of a CASE package where a framework has them: what they are into its facts, what they say into its texts. */
export function readItems(tree: CaseTree, draft: FrameworkDraft): void {
  readLevels(tree, draft)
  readAreas(tree, draft)
  readContent(tree, draft)
  readTerms(tree, draft)
}

function readLevels({ levels }: CaseTree, draft: FrameworkDraft): void {
  draft.facts.levels = levels.map((node, index) => {
    draft.places.set(`/levels/${index}`, node.place)
    const { abbreviatedStatement, fullStatement } = node.item
    const title = abbreviatedStatement || fullStatement
    const description = abbreviatedStatement && !hasNotes(node) ? { description: fullStatement } : {}
    const aspects = pick(node, 'description', 'taskComplexity', 'autonomy', 'cognitiveDomain', 'lead')
    put(draft, 'levels', node, { title, ...description, ...aspects }, String(index + 1))
    return { level: index + 1, code: node.code, band: node.notesRead.band ?? null }
  })
}

const hasNotes = ({ notesRead }: CaseNode) => Object.keys(notesRead).length > 0

function readAreas(tree: CaseTree, draft: FrameworkDraft): void {
  const titled = ({ item }: CaseNode) => ({
    title: item.abbreviatedStatement || item.fullStatement,
    descriptor: item.fullStatement,
  })
  draft.facts.areas = tree.areas.map(({ code, node: area, competences }, index) => {
    draft.places.set(`/areas/${index}`, area?.place ?? 'CFDocument')
    const { title, subtitle } = draft.texts
    if (area) put(draft, 'areas', area, titled(area))
    else keepText(draft, 'areas', code, { title, descriptor: subtitle ?? title }, 'CFDocument')
    return {
      code,
      uris: area ? urisOf(area, draft) : {},
      competences: competences.map((competence, at) => {
        draft.places.set(`/areas/${index}/competences/${at}`, competence.place)
        put(draft, 'competences', competence, titled(competence))
        const facets = tree.facetsOf(competence)
        for (const facet of facets) put(draft, 'facets', facet, facet.item.fullStatement)
        return {
          code: competence.code,
          uris: urisOf(competence, draft),
          ...pick(competence, 'levelUris'),
          facets: facets.map((facet) => facet.code),
        }
      }),
    }
  })
}

/** The address that a publisher gave an item is its official one, where the package is kept. */
function urisOf({ item, notesRead }: CaseNode, { facts }: FrameworkDraft): object {
  return { ...(notesRead.uris as object), ...(facts.case && item.uri ? { case: item.uri } : {}) }
}

function readContent(tree: CaseTree, draft: FrameworkDraft): void {
  const list = (
    kind: ItemKind,
    name: string,
    read: (node: CaseNode) => object,
    words: (node: CaseNode) => unknown = (node) => node.item.fullStatement,
  ) => {
    draft.facts[name] = tree.content(kind).map((node, index) => {
      draft.places.set(`/${name}/${index}`, node.place)
      put(draft, name, node, words(node))
      return { competence: tree.competenceOf(node)?.code, ...read(node) }
    })
  }
  const level = (node: CaseNode) => ({ level: tree.levelOf(node) })
  const tags = (node: CaseNode) => readTags(node, draft)
  list('statement', 'statements', (statement) => ({
    id: statement.code,
    level: tree.levelOf(statement) || null,
    ...facetAbove(tree, statement),
    ...pick(statement, 'facet', 'role'),
    ...tags(statement),
    parts: partsOf(tree, statement, draft),
  }))
  list('example', 'examples', (example) => ({
    number: Number(example.code),
    ...pick(example, 'kind', 'facet'),
    ...tags(example),
  }))
  list(
    'useCase',
    'useCases',
    (useCase) => ({ id: useCase.code, ...level(useCase), ...pick(useCase, 'kind') }),
    (useCase) => ({
      scenario: useCase.item.abbreviatedStatement,
      lead: null,
      ...pick(useCase, 'lead', 'items'),
    }),
  )
  list('learningOutcome', 'learningOutcomes', (outcome) => ({
    id: outcome.code,
    ...level(outcome),
    ...pick(outcome, 'kind'),
    ...tags(outcome),
  }))
}

function facetAbove(tree: CaseTree, node: CaseNode): { facet?: string } {
  const facet = tree.facetOf(node)
  return facet ? { facet: facet.code } : {}
}

/** The parts of a statement, by their codes; their words go into the texts. */
function partsOf(tree: CaseTree, statement: CaseNode, draft: FrameworkDraft): string[] {
  const parts = tree.partsOf(statement)
  for (const part of parts) put(draft, 'parts', part, part.item.fullStatement)
  return parts.map(({ code }) => code)
}

/** A tag that the package does not explain is its own label. */
function readTags({ item }: CaseNode, { texts }: FrameworkDraft): { tags: string[] } {
  const tags = [...new Set(item.conceptKeywords ?? [])].filter((tag) => tag.trim() !== '')
  for (const tag of tags) {
    texts.tags ??= {}
    ;(texts.tags as Record<string, string>)[tag] ??= tag
  }
  return { tags }
}

function readTerms({ terms }: CaseTree, draft: FrameworkDraft): void {
  draft.facts.terms = terms.map((node) => {
    put(draft, 'terms', node, {
      term: node.item.abbreviatedStatement || node.code,
      explanation: node.item.fullStatement,
    })
    return node.code
  })
}

const put = (draft: FrameworkDraft, section: string, node: CaseNode, value: unknown, key = node.code) =>
  keepText(draft, section, key, value, node.place)

const pick = ({ notesRead }: CaseNode, ...names: string[]) =>
  Object.fromEntries(
    names.flatMap((name) => (notesRead[name] === undefined ? [] : [[name, notesRead[name]]])),
  )
