import type { ItemKind } from './case-items.ts'
import type { CaseTree, Node } from './case-tree.ts'
import { type Draft, say } from './draft.ts'

/** Puts the items of a CASE package where a framework has them: what they are into its facts, what they say into its texts. */
export function readItems(tree: CaseTree, draft: Draft): void {
  readLevels(tree, draft)
  readAreas(tree, draft)
  readContent(tree, draft)
  readTerms(tree, draft)
}

function readLevels({ levels }: CaseTree, draft: Draft): void {
  draft.facts.levels = levels.map((node, index) => {
    draft.places.set(`/levels/${index}`, node.place)
    const title = node.abbreviatedStatement || node.fullStatement
    const aspects = pick(node, 'description', 'taskComplexity', 'autonomy', 'cognitiveDomain', 'lead')
    put(draft, 'levels', node, { title, ...aspects }, String(index + 1))
    return { level: index + 1, code: node.code, band: node.notesRead.band ?? null }
  })
}

function readAreas(tree: CaseTree, draft: Draft): void {
  const titled = (node: Node) => ({
    title: node.abbreviatedStatement || node.fullStatement,
    descriptor: node.fullStatement,
  })
  draft.facts.areas = tree.areas.map((area, index) => {
    draft.places.set(`/areas/${index}`, area.place)
    put(draft, 'areas', area, titled(area))
    const competences = tree.competencesOf(area).map((one) => {
      put(draft, 'competences', one, titled(one))
      const facets = tree.below(one).filter(({ kind }) => kind === 'facet')
      for (const facet of facets) put(draft, 'facets', facet, facet.fullStatement)
      return { code: one.code, ...pick(one, 'uris', 'levelUris'), facets: facets.map(({ code }) => code) }
    })
    return { code: area.code, ...pick(area, 'uris'), competences }
  })
}

function readContent(tree: CaseTree, draft: Draft): void {
  const list = (
    kind: ItemKind,
    name: string,
    read: (node: Node) => object,
    words: (node: Node) => unknown = (node) => node.fullStatement,
  ) => {
    draft.facts[name] = tree.content(kind).map((node, index) => {
      draft.places.set(`/${name}/${index}`, node.place)
      put(draft, name, node, words(node))
      return { competence: tree.competenceOf(node)?.code, ...read(node) }
    })
  }
  const level = (node: Node) => ({ level: tree.levelOf(node) })
  const tags = (node: Node) => readTags(node, draft)
  list('statement', 'statements', (one) => ({
    id: one.code,
    ...level(one),
    ...pick(one, 'facet', 'role'),
    ...tags(one),
  }))
  list('example', 'examples', (one) => ({ number: Number(one.code), ...pick(one, 'kind'), ...tags(one) }))
  list(
    'useCase',
    'useCases',
    (one) => ({ id: one.code, ...level(one), ...pick(one, 'kind') }),
    (one) => ({ scenario: one.abbreviatedStatement, lead: null, ...pick(one, 'lead', 'items') }),
  )
  list('learningOutcome', 'learningOutcomes', (one) => ({
    id: one.code,
    ...level(one),
    ...pick(one, 'kind'),
    ...tags(one),
  }))
}

/** A tag that the package does not explain is its own label. */
function readTags({ conceptKeywords }: Node, { texts }: Draft): { tags: string[] } {
  for (const tag of conceptKeywords ?? []) {
    texts.tags ??= {}
    ;(texts.tags as Record<string, string>)[tag] ??= tag
  }
  return { tags: conceptKeywords ?? [] }
}

function readTerms({ terms }: CaseTree, draft: Draft): void {
  draft.facts.terms = terms.map((node) => {
    put(draft, 'terms', node, {
      term: node.abbreviatedStatement || node.code,
      explanation: node.fullStatement,
    })
    return node.code
  })
}

const put = (draft: Draft, section: string, node: Node, value: unknown, key = node.code) =>
  say(draft, section, key, value, node.place)

const pick = ({ notesRead }: Node, ...names: string[]) =>
  Object.fromEntries(
    names.flatMap((name) => (notesRead[name] === undefined ? [] : [[name, notesRead[name]]])),
  )
