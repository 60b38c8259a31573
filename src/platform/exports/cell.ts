import type { Cell } from '../sheets/write-csv.ts'

/**
 * What a cell says: one value as it is; of many all, parted by semicolons, with an empty place where one of them has none;
 * what has no columns of its own as JSON.
 */
export function cellAt(value: unknown, [key, ...rest]: readonly string[], depth = 0): Cell {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) {
    const parts = value.map((part) =>
      String(cellAt(part, key === undefined ? [] : [key, ...rest], depth + 1)),
    )
    return parts.every((part) => part === '') ? '' : parts.join(depth === 0 ? '; ' : ', ')
  }
  if (typeof value === 'object') {
    return key === undefined
      ? JSON.stringify(value)
      : cellAt(Object.entries(value).find(([name]) => name === key)?.[1], rest, depth)
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value)
}
