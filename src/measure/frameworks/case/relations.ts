import { type PackageRead, sameIdentifier } from './read-package.ts'

/** How the items of a package hang together; identifiers in small letters. */
export type CaseRelations = {
  /** From the first to the last, those that stand below the document and those that nothing says of where they stand. */
  roots: string[]
  /** In their order. */
  childrenOf(identifier: string): string[]
  /** Of the items of the package that are its skill levels. */
  skillLevelOf(identifier: string): string | undefined
  isSkillLevel(identifier: string): boolean
  /** How many are said to be at a level that is not in the package. */
  levelsElsewhere: number
}

/** Reads the tree and the skill levels from the associations; whatever else they say is kept and means nothing here. */
export function relationsOf(source: PackageRead, faults: string[]): CaseRelations {
  const { items, known } = source
  const root = sameIdentifier(source.document.identifier)
  const children = childrenIn(source, root, faults)
  const childrenOf = (identifier: string) =>
    [...(children.get(identifier) ?? [])].sort(([, a], [, b]) => a - b).map(([child]) => child)
  const placed = new Set([...children.values()].flatMap((siblings) => [...siblings.keys()]))
  const levels = linksOf(source, 'hasSkillLevel').filter(({ to }) => known.has(to))
  // Of several levels of one item the first one counts.
  const levelOf = new Map(levels.toReversed().map(({ from, to }) => [from, to]))
  const isLevel = new Set(levelOf.values())
  return {
    roots: [
      ...childrenOf(root),
      ...items
        .map(({ part }) => sameIdentifier(part.identifier))
        .filter((identifier) => !placed.has(identifier)),
    ],
    childrenOf,
    skillLevelOf: (identifier) => levelOf.get(identifier),
    isSkillLevel: (identifier) => isLevel.has(identifier),
    levelsElsewhere: linksOf(source, 'hasSkillLevel').length - levels.length,
  }
}

function linksOf({ associations }: PackageRead, type: string) {
  return associations
    .filter(({ part }) => part.associationType === type)
    .map(({ part, index }) => ({
      index,
      from: sameIdentifier(part.originNodeURI.identifier),
      to: sameIdentifier(part.destinationNodeURI.identifier),
      sequence: part.sequenceNumber ?? Number.MAX_SAFE_INTEGER,
    }))
}

/** Of each parent, its children with their sequence numbers, in the order of the file. */
function childrenIn(source: PackageRead, root: string, faults: string[]): Map<string, Map<string, number>> {
  const children = new Map<string, Map<string, number>>()
  for (const { index, from, to, sequence } of linksOf(source, 'isChildOf')) {
    if (!source.known.has(from) || (!source.known.has(to) && to !== root))
      faults.push(`CFAssociations/${index}: names an item that is not in the package`)
    const siblings = children.get(to) ?? new Map<string, number>()
    children.set(to, siblings)
    if (!siblings.has(from)) siblings.set(from, sequence)
  }
  return children
}
