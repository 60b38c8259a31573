import { type ItemKind, readNotes } from '../imports/case-items.ts'
import { giveCodes } from './give-codes.ts'
import type { CaseNode } from './node.ts'
import { type KindRule, placeKinds } from './place-kinds.ts'
import { type PackageRead, sameIdentifier } from './read-package.ts'
import { type CaseRelations, relationsOf } from './relations.ts'

/** An area with its competences. It may be the document itself, or a competence that has no area. */
export type CaseArea = { code: string; node: CaseNode | null; competences: CaseNode[] }

export type CaseTree = ReturnType<typeof makeTree>

/** The items in the order and with the parents that the associations give them; what does not fit is a fault. */
export function makeTree(source: PackageRead, rule: KindRule, faults: string[]) {
  const relations = relationsOf(source, faults)
  const nodes = nodesOf(source, relations, faults)
  placeKinds(nodes, relations, rule, faults)
  giveCodes(nodes, rule, faults)
  const of = (kind: ItemKind) => nodes.filter((node) => node.kind === kind)
  const areas = areasOf(of('area'), of('competence'))
  const within = (kind: ItemKind, whole: ItemKind) => {
    const parts = Map.groupBy(of(kind), (node) => nearest(node, whole))
    return (node: CaseNode) => parts.get(node) ?? []
  }
  const levels = of('level')
  const order = new Map(source.items.map(({ part }, index) => [sameIdentifier(part.identifier), index]))
  const inFile = (a: CaseNode, b: CaseNode) => order.get(a.identifier)! - order.get(b.identifier)!
  return {
    nodes,
    areas,
    levels,
    levelsElsewhere: relations.levelsElsewhere,
    terms: of('term'),
    facetsOf: within('facet', 'competence'),
    partsOf: within('part', 'statement'),
    /** In the order of the file: the one that the framework lists them in. */
    content: (kind: ItemKind) => of(kind).sort(inFile),
    competenceOf: (node: CaseNode) => nearest(node, 'competence'),
    facetOf: (node: CaseNode) => nearest(node, 'facet'),
    /** Counted from 1; 0 where it has none. */
    levelOf: ({ identifier }: CaseNode) =>
      levels.findIndex((level) => level.identifier === relations.skillLevelOf(identifier)) + 1,
  }
}

function nearest(node: CaseNode, kind: ItemKind): CaseNode | undefined {
  for (let { above } = node; above; above = above.above) if (above.kind === kind) return above
  return undefined
}

/** Areas without competences are none. Where there are no areas at all, all competences stand in the document. */
function areasOf(areas: CaseNode[], competences: CaseNode[]): CaseArea[] {
  const within = new Map<CaseNode | null, CaseNode[]>()
  for (const competence of competences) {
    const area = nearest(competence, 'area') ?? (areas.length === 0 ? null : competence)
    within.set(area, [...(within.get(area) ?? []), competence])
  }
  return [...within].map(([node, list]) => ({ code: node?.code ?? '1', node, competences: list }))
}

/** No framework has so many levels of items below each other. */
const MAX_DEPTH = 12

/** All that can be reached from the document, parents before their children, in their order. */
function nodesOf(source: PackageRead, relations: CaseRelations, faults: string[]): CaseNode[] {
  const items = new Map(
    source.items.map(({ part, index }) => [sameIdentifier(part.identifier), { part, index }]),
  )
  if (items.size < source.items.length) faults.push('CFItems: an identifier stands twice')
  const placeOf = (identifier: string) => {
    const { part, index } = items.get(identifier)!
    return `CFItems/${index} (${part.humanCodingScheme || part.identifier})`
  }
  const nodes = new Map<string, CaseNode>()
  const tooDeep = new Set<string>()
  const visit = (identifier: string, above: CaseNode | null, depth: number, position: string): void => {
    const item = items.get(identifier)?.part
    if (!item || nodes.has(identifier)) return
    if (depth === MAX_DEPTH) return void tooDeep.add(identifier)
    const node: CaseNode = {
      item,
      identifier,
      place: placeOf(identifier),
      position,
      type: (item.CFItemType ?? item.CFItemTypeURI?.title ?? '').trim(),
      above,
      children: [],
      kind: null,
      code: '',
      notesRead: readNotes(item.notes),
    }
    nodes.set(identifier, node)
    above?.children.push(node)
    relations.childrenOf(identifier).forEach((child, index) => {
      visit(child, node, depth + 1, `${position}.${index + 1}`)
    })
  }
  relations.roots.forEach((identifier, index) => {
    visit(identifier, null, 0, String(index + 1))
  })
  for (const identifier of tooDeep) faults.push(`${placeOf(identifier)}: lies more than ${MAX_DEPTH} deep`)
  if (source.whole)
    for (const identifier of items.keys())
      if (!nodes.has(identifier)) faults.push(`${placeOf(identifier)}: is not below the document`)
  return [...nodes.values()]
}
