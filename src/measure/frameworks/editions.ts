import type { Framework, FrameworkLibrary } from './framework.ts'

/** Which edition of its version a framework is; the first one does not say so. */
export const editionOf = ({ edition = 1 }: Framework): number => edition

/** The id of the edition that took the place of this one; null for the newest. */
export function replacementOf({ id }: Framework, library: FrameworkLibrary): string | null {
  return [...library.values()].find(({ replaces }) => replaces === id)?.id ?? null
}

/** The frameworks in their order, the newest edition standing where the first one stood, with the earlier ones behind it. */
export function newestFirst(library: FrameworkLibrary): Map<string, Framework> {
  const successor = new Map([...library.values()].map((framework) => [framework.replaces, framework]))
  const editionsFrom = (framework: Framework): Framework[] => {
    const next = successor.get(framework.id)
    return next ? [...editionsFrom(next), framework] : [framework]
  }
  const first = [...library.values()].filter(({ replaces = '' }) => !library.has(replaces))
  return new Map(first.flatMap(editionsFrom).map((framework) => [framework.id, framework]))
}

/**
 * Every way in which a framework is no edition after the one that it says it replaces, as `pointer: what`. The earlier one
 * need not be at hand.
 */
export function editionFaults(framework: Framework, library: FrameworkLibrary): string[] {
  const { edition, replaces } = framework
  if (edition === undefined && replaces === undefined) return []
  if (edition === undefined || replaces === undefined)
    return ['/edition: edition and replaces are said together']
  const before = library.get(replaces)
  if (!before) return []
  const faults: string[] = []
  if (before.family !== framework.family || before.version !== framework.version)
    faults.push(`/replaces: ${replaces} is ${before.family} ${before.version}`)
  if (edition !== editionOf(before) + 1)
    faults.push(`/edition: ${replaces} is edition ${editionOf(before)}, found ${edition}`)
  const other = replacementOf(before, library)
  if (other !== framework.id) faults.push(`/replaces: ${replaces} is replaced by ${other}`)
  return faults
}
