import { queries } from '../setup/call-operation.ts'
import { fillPath } from '../setup/case.ts'
import type { Operation } from '../setup/operations.ts'

type Parameter = Operation['parameters'][number] & { schema?: { enum?: string[] } }

/** What each filter of each list is asked for; a list of values where what they lead to differs. */
export type Values = Record<string, string | string[]>

const isPaging = ({ name }: Parameter) => ['limit', 'cursor', 'lang', 'format'].includes(name)

/** A list is what is read in pages; those that are open to all say what is in files. */
export const isList = ({ method, access, parameters }: Operation): boolean =>
  method === 'get' && access !== 'public' && parameters.some(({ name }) => name === 'limit')

/**
 * The addresses at which a list is asked: whole, and with each filter alone, for either side that it offers, by all of its
 * orders. Throws where nobody says what to ask a filter for.
 */
export function questionsOf(list: Operation, values: Values, ids: Record<string, string>): string[] {
  const filters = (list.parameters as Parameter[]).filter(
    (parameter) => parameter.in === 'query' && !isPaging(parameter),
  )
  const side = filters.find(({ name }) => name === 'side')
  const sides = side ? valuesOf(side, values) : ['']
  const alone = filters
    .filter((filter) => filter !== side)
    .flatMap((filter) => valuesOf(filter, values).map((value) => `&${value}`))
  const path = fillPath(list.path, ids)
  return sides.flatMap((of) => ['', ...alone].map((query) => `${path}?limit=10${of && `&${of}`}${query}`))
}

/** The addresses of something that is no list: one of a kind, or a file of many. */
export function otherQuestionsOf(
  { path, operationId }: Operation,
  { projectCode }: Values,
  ids: Record<string, string>,
): string[] {
  const cohort = `?projectCode=${projectCode}`
  const asked: Record<string, string> = { ...queries, downloadCohort: cohort, printCohort: cohort }
  return [fillPath(path, ids) + (asked[operationId!] ?? '')]
}

function valuesOf({ name, schema }: Parameter, values: Values): string[] {
  const given = values[name] ?? schema?.enum
  if (!given) throw new Error(`test/growth: nobody says what to ask "${name}" for`)
  return [given].flat().map((value) => `${name}=${encodeURIComponent(value)}`)
}
