import type { RowCopy } from '../../db/copy-rows.ts'

/** A table with the columns that can be written, as SQL names them. */
export type CopiedTable = { name: string; columns: string[] }

/** Every table of the service. */
export function listTables(rows: RowCopy): Promise<CopiedTable[]> {
  return rows.query(`select quote_ident(c.relname) as name,
      array_agg(quote_ident(a.attname)::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`)
}

export type AppliedMigration = { hash: string; when: string }

/** The migrations that made these tables, in their order. */
export function listApplied(rows: RowCopy): Promise<AppliedMigration[]> {
  return rows.query(
    'select hash, created_at::text as when from drizzle.__drizzle_migrations order by created_at',
  )
}

export type LedgerEnd = { position: string; id: string | null; lines: string }

/** How far the ledger goes: the last position, the line that has it, and how many lines there are. */
export async function findLedgerEnd(rows: RowCopy): Promise<LedgerEnd> {
  const [end] = await rows.query<LedgerEnd>(`select coalesce(max(l.position), 0)::text as position,
    (select e.id::text from ledger e where e.position = max(l.position)) as id, count(*)::text as lines from ledger l`)
  return end!
}

/** Each file that evidence has, and each picture of a film that it is. */
const keptNow = `(select file as sha256 from evidence, unnest(array[sha256, frame_sha256]) as file
    where file is not null and erased_at is null and withdrawn_at is null) as kept`

/** The SHA-256 of files that evidence has and that follow `after`, in their order, a thousand at most. */
export async function listEvidenceFiles(rows: RowCopy, after: string): Promise<string[]> {
  const found = await rows.query<{ sha256: string }>(`select distinct sha256 from ${keptNow}
    where sha256 > '${hexOnly(after)}' order by sha256 limit 1000`)
  return found.map(({ sha256 }) => sha256)
}

/** Which of these files evidence has now. */
export async function stillEvidence(rows: RowCopy, files: string[]): Promise<string[]> {
  if (files.length === 0) return []
  const found = await rows.query<{ sha256: string }>(`select distinct sha256 from ${keptNow}
    where sha256 in (${files.map((file) => `'${hexOnly(file)}'`).join(', ')})`)
  return found.map(({ sha256 }) => sha256)
}

function hexOnly(text: string): string {
  if (!/^[0-9a-f]*$/.test(text)) throw new Error('not a SHA-256')
  return text
}

/** Whether anything was ever registered here: the start makes the first organisation. */
export async function isFilled(rows: RowCopy): Promise<boolean> {
  const [there] = await rows.query<{ made: boolean }>(
    `select to_regclass('public.organisations') is not null as made`,
  )
  if (!there?.made) return false
  const [found] = await rows.query<{ filled: boolean }>(
    'select exists (select 1 from organisations) as filled',
  )
  return found!.filled
}

/** Whether there are tables that no migration of this service made. */
export async function hasForeignTables(rows: RowCopy): Promise<boolean> {
  const [found] = await rows.query<{
    foreign: boolean
  }>(`select to_regclass('drizzle.__drizzle_migrations') is null
    and exists (select 1 from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace) as foreign`)
  return found!.foreign
}

/**
 * Empties the tables and takes off what would refuse or change rows that were there before: guards, references between
 * tables, policies that the owner has to keep. Returns the statements that put it on again, each row held against it.
 */
export async function loosenTables(rows: RowCopy, tables: CopiedTable[]): Promise<string[]> {
  const references = await rows.query<{ on: string; name: string; definition: string }>(
    `select conrelid::regclass::text as on, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by conname`,
  )
  const forced = await rows.query<{ name: string }>(`select quote_ident(relname) as name from pg_class
    where relforcerowsecurity and relnamespace = 'public'::regnamespace`)
  for (const { on, name } of references) await rows.query(`alter table ${on} drop constraint ${name}`)
  for (const { name } of forced) await rows.query(`alter table ${name} no force row level security`)
  for (const { name } of tables) await rows.query(`alter table ${name} disable trigger user`)
  await rows.query(`truncate ${tables.map(({ name }) => name).join(', ')}`)
  return [
    ...references.map(({ on, name, definition }) => `alter table ${on} add constraint ${name} ${definition}`),
    ...tables.map(({ name }) => `alter table ${name} enable trigger user`),
    ...forced.map(({ name }) => `alter table ${name} force row level security`),
  ]
}

/** Lets every numbered column go on after the numbers that are there. */
export async function continueNumbers(rows: RowCopy): Promise<void> {
  const numbered = await rows.query<{
    table: string
    column: string
  }>(`select quote_ident(c.relname) as table,
      quote_ident(a.attname) as column
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0
      and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`)
  for (const { table, column } of numbered) {
    await rows.query(`select setval(pg_get_serial_sequence('${table}', '${column.replaceAll('"', '')}'),
      greatest(max(${column}), 1), max(${column}) is not null) from ${table}`)
  }
}

export async function countRows(rows: RowCopy, table: CopiedTable): Promise<number> {
  const [found] = await rows.query<{ count: number }>(`select count(*)::float8 as count from ${table.name}`)
  return Number(found!.count)
}
