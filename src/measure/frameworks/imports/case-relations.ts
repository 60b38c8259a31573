import { type PackageRead, sameIdentifier } from './case-package.ts'

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
  const { document, items, associations, known } = source
  const root = sameIdentifier(document.identifier)
  const placed = new Set<string>()
  /** Of each parent, its children with their sequence numbers, in the order of the file. */
  const children = new Map<string, Map<string, number>>()
  const levelOf = new Map<string, string>()
  let levelsElsewhere = 0
  for (const { part, index } of associations) {
    const from = sameIdentifier(part.originNodeURI.identifier)
    const to = sameIdentifier(part.destinationNodeURI.identifier)
    if (part.associationType === 'hasSkillLevel') {
      if (!known.has(to)) levelsElsewhere += 1
      else if (!levelOf.has(from)) levelOf.set(from, to)
    }
    if (part.associationType !== 'isChildOf') continue
    if (!known.has(from) || (!known.has(to) && to !== root))
      faults.push(`CFAssociations/${index}: names an item that is not in the package`)
    placed.add(from)
    const siblings = children.get(to) ?? new Map<string, number>()
    children.set(to, siblings)
    if (!siblings.has(from)) siblings.set(from, part.sequenceNumber ?? Number.MAX_SAFE_INTEGER)
  }
  const childrenOf = (identifier: string) =>
    [...(children.get(identifier) ?? [])].sort(([, a], [, b]) => a - b).map(([child]) => child)
  const levels = new Set(levelOf.values())
  return {
    roots: [
      ...childrenOf(root),
      ...items.map(({ part }) => sameIdentifier(part.identifier)).filter((identifier) => !placed.has(identifier)),
    ],
    childrenOf,
    skillLevelOf: (identifier) => levelOf.get(identifier),
    isSkillLevel: (identifier) => levels.has(identifier),
    levelsElsewhere,
  }
}
