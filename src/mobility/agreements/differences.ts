import canonicalize from 'canonicalize'
import { pointer } from '../../platform/http/faults.ts'

/**
 * One difference of two versions. `pointer` (RFC 6901) leads into the newer version, for what was removed into the older
 * one; for a list whose entries were only put into another order, `old` and `new` are the keys of its entries.
 */
export type Difference = {
  change: 'added' | 'removed' | 'changed' | 'reordered'
  pointer: string
  old: unknown
  new: unknown
}

/** Everything in which two documents differ; none exactly when their canonical forms are the same. */
export function differences(old: unknown, next: unknown): Difference[] {
  return compare(old, next, [], [])
}

type Path = readonly (string | number)[]

function compare(old: unknown, next: unknown, before: Path, after: Path): Difference[] {
  if (canonicalize(old) === canonicalize(next)) return []
  if (isRecord(old) && isRecord(next)) return compareRecords(old, next, before, after)
  const [oldKeys, nextKeys] = [keysOf(old), keysOf(next)]
  if (oldKeys && nextKeys) {
    return compareLists(old as unknown[], next as unknown[], oldKeys, nextKeys, before, after)
  }
  return [{ change: 'changed', pointer: pointer(after), old, new: next }]
}

function compareRecords(
  old: Record<string, unknown>,
  next: Record<string, unknown>,
  before: Path,
  after: Path,
): Difference[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])]
  return names.flatMap((name) => {
    if (!Object.hasOwn(next, name)) return removed(old[name], [...before, name])
    if (!Object.hasOwn(old, name)) return added(next[name], [...after, name])
    return compare(old[name], next[name], [...before, name], [...after, name])
  })
}

/** Lists of outcomes and of criteria are matched by what their entries are about, not by where they stand. */
function compareLists(
  old: unknown[],
  next: unknown[],
  oldKeys: string[],
  nextKeys: string[],
  before: Path,
  after: Path,
): Difference[] {
  const stayed = oldKeys.filter((key) => nextKeys.includes(key))
  const stayedNow = nextKeys.filter((key) => oldKeys.includes(key))
  return [
    ...oldKeys.flatMap((key, at) => (nextKeys.includes(key) ? [] : removed(old[at], [...before, at]))),
    ...nextKeys.flatMap((key, at) => {
      const was = oldKeys.indexOf(key)
      return was < 0
        ? added(next[at], [...after, at])
        : compare(old[was], next[at], [...before, was], [...after, at])
    }),
    ...(stayed.join('\n') === stayedNow.join('\n')
      ? []
      : [{ change: 'reordered' as const, pointer: pointer(after), old: stayed, new: stayedNow }]),
  ]
}

const removed = (old: unknown, path: Path): Difference[] => [
  { change: 'removed', pointer: pointer(path), old, new: null },
]
const added = (next: unknown, path: Path): Difference[] => [
  { change: 'added', pointer: pointer(path), old: null, new: next },
]

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the entries of a list are about: outcomes have a competence, criteria an id. Null where they cannot be told apart. */
function keysOf(list: unknown): string[] | null {
  if (!Array.isArray(list) || list.length === 0) return null
  const keys = list.map((entry) => (isRecord(entry) ? (entry.competence ?? entry.id) : undefined))
  const told = keys.every((key) => typeof key === 'string') && new Set(keys).size === keys.length
  return told ? (keys as string[]) : null
}
