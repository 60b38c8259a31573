import type { ItemKind } from './case-items.ts'
import type { CaseNode, CaseTree } from './case-tree.ts'
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
    const title = node.abbreviatedStatement || node.fullStatement
    const aspects = pick(node, 'description', 'taskComplexity', 'autonomy', 'cognitiveDomain', 'lead')
    put(draft, 'levels', node, { title, ...aspects }, String(index + 1))
    return { level: index + 1, code: node.code, band: node.notesRead.band ?? null }
  })
}

function readAreas(tree: CaseTree, draft: FrameworkDraft): void {
  const titled = (node: CaseNode) => ({
    title: node.abbreviatedStatement || node.fullStatement,
    descriptor: node.fullStatement,
  })
  draft.facts.areas = tree.areas.map((area, index) => {
    draft.places.set(`/areas/${index}`, area.place)
    put(draft, 'areas', area, titled(area))
    const competences = tree.competencesOf(area).map((competence) => {
      put(draft, 'competences', competence, titled(competence))
      const facets = tree.below(competence).filter(({ kind }) => kind === 'facet')
      for (const facet of facets) put(draft, 'facets', facet, facet.fullStatement)
      return {
        code: competence.code,
        ...pick(competence, 'uris', 'levelUris'),
        facets: facets.map(({ code }) => code),
      }
    })
    return { code: area.code, ...pick(area, 'uris'), competences }
  })
}

function readContent(tree: CaseTree, draft: FrameworkDraft): void {
  const list = (
    kind: ItemKind,
    name: string,
    read: (node: CaseNode) => object,
    words: (node: CaseNode) => unknown = (node) => node.fullStatement,
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
    level: tree.levels.length === 0 ? null : tree.levelOf(statement),
    ...pick(statement, 'facet', 'role'),
    ...tags(statement),
    parts: partsOf(tree, statement, draft),
  }))
  list('example', 'examples', (example) => ({
    number: Number(example.code),
    ...pick(example, 'kind'),
    ...tags(example),
  }))
  list(
    'useCase',
    'useCases',
    (useCase) => ({ id: useCase.code, ...level(useCase), ...pick(useCase, 'kind') }),
    (useCase) => ({ scenario: useCase.abbreviatedStatement, lead: null, ...pick(useCase, 'lead', 'items') }),
  )
  list('learningOutcome', 'learningOutcomes', (outcome) => ({
    id: outcome.code,
    ...level(outcome),
    ...pick(outcome, 'kind'),
    ...tags(outcome),
  }))
}

/** The parts of a statement, by their codes; their words go into the texts. */
function partsOf(tree: CaseTree, statement: CaseNode, draft: FrameworkDraft): string[] {
  const parts = tree.below(statement).filter(({ kind }) => kind === 'part')
  for (const part of parts) put(draft, 'parts', part, part.fullStatement)
  return parts.map(({ code }) => code)
}

/** A tag that the package does not explain is its own label. */
function readTags({ conceptKeywords }: CaseNode, { texts }: FrameworkDraft): { tags: string[] } {
  for (const tag of conceptKeywords ?? []) {
    texts.tags ??= {}
    ;(texts.tags as Record<string, string>)[tag] ??= tag
  }
  return { tags: conceptKeywords ?? [] }
}

function readTerms({ terms }: CaseTree, draft: FrameworkDraft): void {
  draft.facts.terms = terms.map((node) => {
    put(draft, 'terms', node, {
      term: node.abbreviatedStatement || node.code,
      explanation: node.fullStatement,
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
