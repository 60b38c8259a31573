import { type ItemKind, itemTypes, readNotes } from './case-items.ts'
import type { ImportedItem, ImportedPackage } from './case-package.ts'

/** An item and what it is in a framework; `place` says where in the package it stands. */
export type CaseNode = ImportedItem & {
  place: string
  kind: ItemKind
  code: string
  notesRead: Record<string, unknown>
}

export type CaseTree = ReturnType<typeof makeTree>

const validCode = /^[0-9A-Za-z]+(\.[0-9A-Za-z-]+)*$/
const kindsByType = new Map(
  Object.entries(itemTypes).map(([kind, type]) => [type.toLowerCase(), kind as ItemKind]),
)

/** The items in the order and with the parents that the associations give them; what does not fit is a fault. */
export function makeTree(source: ImportedPackage, faults: string[]) {
  const relations = readAssociations(source, faults)
  const { parent, skillLevel, ordered } = relations
  const roots = [
    ...ordered(source.CFDocument.identifier),
    ...source.CFItems.map((item) => item.identifier).filter((id) => !parent.has(id)),
  ]
  const nodes = placeNodes(source, roots, relations, faults)

  const top = (kind: ItemKind) =>
    roots.flatMap((id) => nodes.get(id) ?? []).filter((node) => node.kind === kind)
  const childrenOf = (id: string) => ordered(id).flatMap((child) => nodes.get(child) ?? [])
  const levels = top('level')
  return {
    areas: top('area'),
    levels,
    terms: top('term'),
    competencesOf: (area: CaseNode) =>
      childrenOf(area.identifier).filter((child) => child.kind === 'competence'),
    below(node: CaseNode): CaseNode[] {
      return childrenOf(node.identifier).flatMap((child) => [child, ...this.below(child)])
    },
    /** In the order of the package: the one that the framework lists them in. */
    content: (kind: ItemKind) =>
      source.CFItems.flatMap((item) => nodes.get(item.identifier) ?? []).filter((item) => item.kind === kind),
    competenceOf(node: CaseNode): CaseNode | undefined {
      const above = nodes.get(parent.get(node.identifier) ?? '')
      return above === undefined || above.kind === 'competence' ? above : this.competenceOf(above)
    },
    /** Counted from 1; 0 where it has none. */
    levelOf: (node: CaseNode) =>
      levels.findIndex((level) => level.identifier === skillLevel.get(node.identifier)) + 1,
  }
}

/** What is below what, in which order, and which item is a skill level of which. */
function readAssociations({ CFDocument, CFItems, CFAssociations }: ImportedPackage, faults: string[]) {
  const known = new Set(CFItems.map((item) => item.identifier))
  if (known.size < CFItems.length) faults.push('CFItems: an identifier stands twice')
  const parent = new Map<string, string>()
  const children = new Map<string, { id: string; sequence: number }[]>()
  const skillLevel = new Map<string, string>()
  CFAssociations.forEach((association, index) => {
    const [from, to] = [association.originNodeURI.identifier, association.destinationNodeURI.identifier]
    if (association.associationType === 'hasSkillLevel') skillLevel.set(from, to)
    if (association.associationType !== 'isChildOf') return
    if (!known.has(from) || (!known.has(to) && to !== CFDocument.identifier))
      faults.push(`CFAssociations/${index}: names an item that is not in the package`)
    parent.set(from, to)
    const child = { id: from, sequence: association.sequenceNumber ?? index }
    const others = children.get(to)
    if (others) others.push(child)
    else children.set(to, [child])
  })
  const ordered = (id: string) =>
    (children.get(id) ?? []).sort((a, b) => a.sequence - b.sequence).map((child) => child.id)
  return { parent, skillLevel, ordered }
}

/** No framework has so many levels of items below each other. */
const MAX_DEPTH = 12

/** Finds out from the top down what each item is: by its type, or else by how deep it lies and whether it has a level. */
function placeNodes(
  { CFItems }: ImportedPackage,
  roots: readonly string[],
  { skillLevel, ordered }: ReturnType<typeof readAssociations>,
  faults: string[],
): Map<string, CaseNode> {
  const nodes = new Map<string, CaseNode>()
  const items = new Map(CFItems.map((item) => [item.identifier, item]))
  const places = new Map(
    CFItems.map((item, index) => [
      item.identifier,
      `CFItems/${index} (${item.humanCodingScheme || item.identifier})`,
    ]),
  )
  const levels = new Set(skillLevel.values())
  const visit = (id: string, depth: number, position: string): void => {
    const item = items.get(id)
    if (!item || nodes.has(id)) return
    if (depth === MAX_DEPTH) return void faults.push(`${places.get(id)}: lies more than ${MAX_DEPTH} deep`)
    const said = kindsByType.get((item.CFItemType ?? '').toLowerCase())
    const kind = said ?? (levels.has(id) ? 'level' : kindAt(depth, skillLevel.has(id)))
    const code = codeOf(item, kind, position)
    nodes.set(id, { ...item, kind, code, place: places.get(id)!, notesRead: readNotes(item.notes) })
    ordered(id).forEach((child, index) => {
      visit(child, depth + 1, `${position}.${index + 1}`)
    })
  }
  roots.forEach((id, index) => {
    visit(id, 0, String(index + 1))
  })
  for (const [id, place] of places) if (!nodes.has(id)) faults.push(`${place}: is not below the document`)
  return nodes
}

function kindAt(depth: number, hasLevel: boolean): ItemKind {
  if (depth === 0) return 'area'
  if (depth === 1) return 'competence'
  return hasLevel ? 'statement' : 'facet'
}

/** The code that the package gives an item, or its position where that is none; terms and levels may have any code. */
function codeOf(item: ImportedItem, kind: ItemKind, position: string): string {
  const given = item.humanCodingScheme?.trim() ?? ''
  const usable = kind === 'term' || kind === 'level' || validCode.test(given)
  return usable && given !== '' ? given : position
}
