import { z } from 'zod'

/** A column of a table: where its value lies in what a list shows. */
export type ExportColumn = { path: readonly string[] }

type Schema = z.core.JSONSchema.JSONSchema | boolean
type Named = Readonly<Record<string, Schema>>

/**
 * The columns of what a list shows, in the order of its schema: what lies within is a column of its own, whether there is
 * one of it or many. What may hold anything is one column.
 */
export function columnsIn(item: z.ZodType): ExportColumn[] {
  const whole = z.toJSONSchema(item, { io: 'output', unrepresentable: 'any' })
  const paths = new Map(pathsIn(whole, whole.$defs ?? {}, []).map((path) => [path.join('.'), path]))
  return [...paths.values()].map((path) => ({ path }))
}

function pathsIn(schema: Schema, named: Named, within: readonly string[]): string[][] {
  if (typeof schema === 'boolean') return [[]]
  const name = schema.$ref?.split('/').at(-1)
  // Of what holds itself the inside would have no end.
  if (name !== undefined)
    return within.includes(name) ? [[]] : pathsIn(named[name] ?? true, named, [...within, name])
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return pathsOfAll(choices.filter(isSomething), named, within)
  if (schema.items && !Array.isArray(schema.items)) return pathsIn(schema.items, named, within)
  const inside = Object.entries(insideOf(schema))
  if (inside.length === 0) return [[]]
  return inside.flatMap(([key, one]) => pathsIn(one, named, within).map((path) => [key, ...path]))
}

const isSomething = (schema: Schema) => typeof schema === 'boolean' || schema.type !== 'null'

/** Where some are single values, there is no inside that all of them have. */
function pathsOfAll(choices: readonly Schema[], named: Named, within: readonly string[]): string[][] {
  const paths = choices.flatMap((choice) => pathsIn(choice, named, within))
  return paths.some(({ length }) => length === 0) ? [[]] : paths
}

/** What an object holds, by its keys, where it is known which it has. */
function insideOf({ properties, propertyNames }: z.core.JSONSchema.JSONSchema): Record<string, Schema> {
  const keys = typeof propertyNames === 'object' ? (propertyNames.enum ?? []) : []
  return properties ?? Object.fromEntries(keys.map((key) => [String(key), true]))
}
