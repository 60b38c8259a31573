import { readdirSync } from 'node:fs'
import { is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'

const folder = new URL('schema/', import.meta.url)

/** Every table that a file of the schema declares. */
export async function declaredTables(): Promise<PgTable[]> {
  const tables: PgTable[] = []
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts')) continue
    const declared: Record<string, unknown> = await import(new URL(file, folder).href)
    tables.push(...Object.values(declared).filter((value): value is PgTable => is(value, PgTable)))
  }
  return tables
}
