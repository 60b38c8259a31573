import { is, Placeholder, SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

const dialect = new PgDialect({ casing: 'snake_case' })

/**
 * What `build` makes, as a function of the values that it names: it is written out as text once, for that takes longer for
 * a long statement than the database takes to answer it. `build` is given what stands for each value.
 */
export function writtenOnce<Name extends string>(
  names: readonly Name[],
  build: (given: Record<Name, Placeholder>) => SQL,
): (values: Record<Name, unknown>) => SQL {
  let parts: (SQL | Placeholder)[] | null = null
  return (values) => {
    parts ??= write(build(standingFor(names)))
    return new SQL(parts.map((part) => (is(part, Placeholder) ? sql.param(values[part.name as Name]) : part)))
  }
}

function standingFor<Name extends string>(names: readonly Name[]): Record<Name, Placeholder> {
  const given: Partial<Record<Name, Placeholder>> = {}
  for (const name of names) given[name] = sql.placeholder(name)
  return given as Record<Name, Placeholder>
}

function write(statement: SQL): (SQL | Placeholder)[] {
  const { sql: text, params } = dialect.sqlToQuery(statement)
  return text
    .split(/\$(\d+)/)
    .map((part, index) => (index % 2 === 0 ? sql.raw(part) : written(params[Number(part) - 1])))
}

const written = (value: unknown) => (is(value, Placeholder) ? value : sql`${value}`)
