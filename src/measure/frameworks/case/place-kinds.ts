import { type ItemKind, itemKinds, itemTypes } from '../imports/case-items.ts'
import type { CaseNode } from './node.ts'
import type { CaseRelations } from './relations.ts'

/** What the items of a package are here, and how codes that stand twice are told apart. */
export type KindRule = {
  /** By item type, in small letters. */
  byType: ReadonlyMap<string, ItemKind | null>
  codes?: string | undefined
}

/** What an item of somebody else can be: the others need what CASE has no place for. */
const foreignKinds = ['area', 'competence', 'facet', 'statement', 'part', 'level', 'term'] as const
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
  const isOwn = byType === ownRule.byType
  const said = (node: CaseNode) => byType.get(node.type.toLowerCase())
  const guess: Guess = {
    isLevel: (node) =>
      said(node) === 'level' || (said(node) === undefined && relations.isSkillLevel(node.identifier)),
    hasLevel: ({ identifier }) => relations.skillLevelOf(identifier) !== undefined,
    isSaid: (node, kind) => said(node) === kind,
    named: new Set(isOwn ? [] : byType.values()),
  }
  for (const node of nodes) {
    const kind = said(node)
    node.kind = kind === undefined ? guessed(node, guess) : kind
  }
  if (!isOwn) faults.push(...unknownTypes(nodes, byType))
}

function unknownTypes(nodes: readonly CaseNode[], byType: KindRule['byType']): string[] {
  const types = new Map(nodes.map(({ type }) => [type.toLowerCase(), type]))
  const there = [...types.values()].filter((type) => type !== '').join(', ')
  return [...byType.keys()]
    .filter((type) => !types.has(type))
    .map((type) => `--item-type: no item is of the type "${type}". There are: ${there}`)
}

type Guess = {
  isLevel(node: CaseNode): boolean
  hasLevel(node: CaseNode): boolean
  isSaid(node: CaseNode, kind: ItemKind): boolean
  /** The kinds that some type was said to be. */
  named: ReadonlySet<ItemKind | null>
}

function guessed(node: CaseNode, guess: Guess): ItemKind | null {
  if (guess.isLevel(node)) return 'level'
  if (isBelow(node, 'competence')) return guessedWithin(node, guess)
  if (guess.named.has('competence')) {
    const holdsSome = node.children.some((child) => guess.isSaid(child, 'competence'))
    return holdsSome && !guess.named.has('area') ? 'area' : null
  }
  if (guess.named.has('area')) return isBelow(node, 'area') ? 'competence' : null
  return guessedByDepth(node, guess)
}

function guessedWithin(node: CaseNode, { hasLevel }: Guess): ItemKind {
  if (hasLevel(node)) return 'statement'
  return isBelow(node, 'statement') ? 'part' : 'facet'
}

function guessedByDepth(node: CaseNode, { isLevel }: Guess): ItemKind | null {
  if (node.above) return node.above.kind === 'area' ? 'competence' : null
  if (node.children.some((child) => !isLevel(child))) return 'area'
  // A heading over the levels alone is nothing.
  return node.children.length > 0 ? null : 'competence'
}

function isBelow({ above }: CaseNode, kind: ItemKind): boolean {
  return above !== null && (above.kind === kind || isBelow(above, kind))
}
