import type { Fault } from '../../errors.ts'
import { say } from './words.ts'

const operators = {
  '=': (order: number) => order === 0,
  '!=': (order: number) => order !== 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
}
type Condition = (document: object) => boolean

const condition = /\s*([\w.]+)\s*(!=|>=|<=|=|>|<|~)\s*'((?:[^']|'')*)'\s*(AND|OR|$)/gy

/**
 * Reads a filter of CASE: conditions as `title~'digital'`, joined by AND, which binds closer, and OR. Letters count the same
 * whether large or small; of a list, one member has to fit. What is wrong with it is told as faults.
 */
export function readFilter(filter: string, known: readonly string[], faults: Fault[]): Condition {
  const alternatives: Condition[][] = [[]]
  condition.lastIndex = 0
  for (;;) {
    const [all, path, operator, value, next] = condition.exec(filter) ?? []
    if (all === undefined) {
      faults.push({ in: 'query', pointer: '/filter', detail: say('no-filter') })
      return () => false
    }
    const property = path!.split('.')[0]!
    if (!known.includes(property)) faults.push(unknownField('/filter', property, known))
    alternatives.at(-1)!.push(conditionOf(path!, operator!, value!.replaceAll("''", "'")))
    if (next === 'OR') alternatives.push([])
    if (next === '') break
  }
  return (document) => alternatives.some((all) => all.every((holds) => holds(document)))
}

export const unknownField = (where: string, name: string, known: readonly string[]): Fault => ({
  in: 'query',
  pointer: where,
  detail: say('unknown-field', { name, known: known.join(', ') }),
})

function conditionOf(path: string, operator: string, value: string): Condition {
  const wanted = value.toLowerCase()
  if (operator === '~')
    return (document) => textsAt(document, path).some((text) => text.toLowerCase().includes(wanted))
  const holds = operators[operator as keyof typeof operators]
  return (document) => {
    const orders = textsAt(document, path).map((text) => compare(text.toLowerCase(), wanted))
    // What is not there differs from whatever it is compared with.
    return operator === '!=' ? orders.every(holds) : orders.some(holds)
  }
}

/** Moments and days by their time, whatever zone they are written in; all else as texts. */
function compare(text: string, wanted: string): number {
  const [a, b] = [momentOf(text), momentOf(wanted)]
  if (a !== null && b !== null) return a - b
  if (text === wanted) return 0
  return text < wanted ? -1 : 1
}

function momentOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(t[\d:.]+(z|[+-]\d{2}:?\d{2})?)?$/.test(text)) return null
  const time = Date.parse(text.toUpperCase())
  return Number.isNaN(time) ? null : time
}

/** The texts at a path as `title` or `licenseURI.title`; several of a list, none where there is nothing. */
export function textsAt(document: object, path: string): string[] {
  const found = path
    .split('.')
    .reduce<unknown[]>(
      (values, name) =>
        values.flatMap((value) =>
          typeof value === 'object' && value !== null && Object.hasOwn(value, name)
            ? ((value as Record<string, unknown>)[name] ?? [])
            : [],
        ),
      [document],
    )
  return found.filter((value) => typeof value === 'string')
}
