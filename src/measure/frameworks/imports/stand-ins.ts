import type { z } from 'zod'

/** No text of a framework, and no code: what it is told of is another fault's consequence. */
const NOTHING = '-'

const numbers = new Set(['level', 'number', 'step', 'year'])
const fixed: Record<string, unknown> = {
  language: 'en',
  originalLanguage: 'en',
  wording: 'adapted',
  competences: [{ code: NOTHING }],
}

/**
 * A copy in which something that fits stands where a value does not, so that faults of the rest can be looked for at
 * once; it is never kept. `misfits` are the values that were there.
 */
export function withStandIns(
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
): { copy: unknown; misfits: unknown[] } {
  const copy = structuredClone(value)
  const misfits = issues.map(({ path }) => {
    const key = path.at(-1)
    const around = path.slice(0, -1).reduce<unknown>((inner, step) => partOf(inner, step), copy)
    if (key === undefined || typeof around !== 'object' || around === null) return undefined
    const misfit = partOf(around, key)
    Object.assign(around, { [key]: standInFor(String(key)) })
    return misfit
  })
  return { copy, misfits }
}

const partOf = (value: unknown, step: PropertyKey): unknown =>
  typeof value === 'object' && value !== null
    ? Object.getOwnPropertyDescriptor(value, step)?.value
    : undefined

const standInFor = (key: string) => (numbers.has(key) ? 1 : (fixed[key] ?? NOTHING))

/** Whether a contradiction is only that of a stand-in, or of the value that it stands for. */
export function isConsequence(fault: string, misfits: readonly unknown[]): boolean {
  const ids = [NOTHING, ...misfits.filter((misfit) => typeof misfit === 'string' && misfit !== '')]
  return ids.some(
    (id) => fault.includes(`/${id}: `) || fault.includes(`: ${id} `) || fault.endsWith(` ${id}`),
  )
}
