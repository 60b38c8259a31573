import type { Class, PartOfPerson } from '../erasure/class.ts'

/** What proves a secret, what an address is known by, and bytes that are told by their hash: none of it says anything of the person. */
const untold = new Set([
  'secretHash',
  'pinHash',
  'bytes',
  'headers',
  'body',
  'sealCertificate',
  'addressHash',
])

/** Classes that only repeat what others hold, for a day: it is told how many there are. */
export const isCopy = ({ code }: Pick<Class, 'code'>): boolean => code === 'kept-answers'

/** Of all columns of a part's table, those that are told: what the matrix names, the id, and every moment. */
export function toldColumns({ columns }: Pick<PartOfPerson, 'columns'>, all: readonly string[]): string[] {
  const moments = all.filter((name) => name === 'at' || name.endsWith('At'))
  const ids = all.filter((name) => name === 'id')
  return [...new Set([...ids, ...columns.filter((name) => !untold.has(name)), ...moments])]
}

/** One thing that is held: the table it stands in, and what it says. */
export type HeldItem = { table: string; said: Record<string, unknown> }

/** What is kept as text of JSON is told as what it says. */
export function heldItem(table: string, row: Record<string, unknown>): HeldItem {
  const said = Object.entries(row).map(([name, value]) => [
    name,
    name === 'snapshot' && typeof value === 'string' ? JSON.parse(value) : value,
  ])
  return { table, said: Object.fromEntries(said) }
}
