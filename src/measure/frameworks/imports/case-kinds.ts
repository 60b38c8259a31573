import { type ItemKind, itemKinds, itemTypes } from './case-items.ts'
import type { CaseRelations } from './case-relations.ts'
import type { CaseNode } from './case-tree.ts'

/** What the items of a package are here, and how codes that stand twice are told apart. */
export type KindRule = {
  /** By item type, in small letters. */
  byType: ReadonlyMap<string, ItemKind | null>
  codes?: string | undefined
}

/** What an item of somebody else can be: the others need what CASE has no place for. */
const foreignKinds = ['area', 'competence', 'facet', 'statement', 'level', 'term'] as const
const NOTHING = 'nothing'

/** The types that our own packages use. */
export const ownRule: KindRule = {
  byType: new Map(itemKinds.map((kind) => [itemTypes[kind].toLowerCase(), kind])),
}

/** Reads `TYPE=KIND` as the operator wrote it, and throws where it is not that. */
export function readRule(types: readonly string[], codes: string | undefined): KindRule {
  if (codes !== undefined && codes !== JOINED)
    throw new Error(`--codes: there is no "${codes}". Known: ${JOINED}.`)
  const known = [...foreignKinds, NOTHING]
  const byType = types.map((said) => {
    const [, type, kind] = /^(.+)=([a-z]+)$/.exec(said) ?? []
    if (!type || !kind || !known.some((each) => each === kind))
      throw new Error(`--item-type: "${said}" is not TYPE=KIND. Kinds: ${known.join(', ')}.`)
    return [type.trim().toLowerCase(), kind === NOTHING ? null : (kind as ItemKind)] as const
  })
  return { byType: new Map(byType), codes }
}

/** The codes above an item stand before its own, where that is another one's too. */
export const JOINED = 'joined'

/** Finds out from the top down what each item is: by its type where that was said, or else by how deep it lies and whether it has a level. */
export function placeKinds(
  nodes: readonly CaseNode[],
  relations: CaseRelations,
  { byType }: KindRule,
  faults: string[],
): void {
  const types = new Map(nodes.map(({ type }) => [type.toLowerCase(), type]))
  if (byType !== ownRule.byType)
    for (const type of byType.keys())
      if (!types.has(type))
        faults.push(`--item-type: no item is a "${type}". There are: ${[...types.values()].join(', ')}`)
  const said = (node: CaseNode) => byType.get(node.type.toLowerCase())
  const isLevel = (node: CaseNode) =>
    said(node) === 'level' || (said(node) === undefined && relations.isSkillLevel(node.identifier))
  const names = (kind: ItemKind) => byType !== ownRule.byType && [...byType.values()].includes(kind)
  const guess = (node: CaseNode): ItemKind | null => {
    if (isLevel(node)) return 'level'
    if (isBelow(node, 'competence')) return relations.skillLevelOf(node.identifier) ? 'statement' : 'facet'
    if (names('competence'))
      return !names('area') && node.children.some((child) => said(child) === 'competence') ? 'area' : null
    if (names('area')) return isBelow(node, 'area') ? 'competence' : null
    if (node.above) return node.above.kind === 'area' ? 'competence' : null
    const content = node.children.filter((child) => !isLevel(child))
    if (content.length > 0) return 'area'
    // A heading over the levels alone is nothing.
    return node.children.length > 0 ? null : 'competence'
  }
  for (const node of nodes) {
    const kind = said(node)
    node.kind = kind === undefined ? guess(node) : kind
  }
}

function isBelow({ above }: CaseNode, kind: ItemKind): boolean {
  return above !== null && (above.kind === kind || isBelow(above, kind))
}
