import type postgres from 'postgres'

/** Everything that a case rests on and consists of, but for what became of it. */
const tables = [
  'people',
  'mobilities',
  'agreement_versions',
  'agreement_signatures',
  'recognitions',
  'information_acknowledgements',
  'outcomes',
  'evidence',
  'evidence_outcomes',
  'declarations',
  'assignments',
  'assessments',
  'second_markings',
  'decisions',
] as const

/** Stands in a template for what tells copies apart. */
const MARK = '########-####'

/**
 * Makes `count` cases like one, of learners like its own, and returns their ids. The first twelve digits of every id that
 * belongs to the case, which tell its time, become the number of the copy.
 */
export async function cloneCase(sql: postgres.Sql, caseId: string, count: number): Promise<string[]> {
  const [found] = await sql<{ mobility: string; learner: string }[]>`
    select m.id as mobility, m.learner_id as learner
    from recognitions r join mobilities m on m.id = r.mobility_id where r.id = ${caseId}`
  const leads = [caseId, found!.mobility, found!.learner].join('|')
  const own: string[] = []
  for (const table of tables) {
    const rows = await sql<{ id: string | null }[]>`
      select to_jsonb(t) ->> 'id' as id from ${sql(table)} t where to_jsonb(t)::text ~ ${leads}`
    own.push(...rows.flatMap(({ id }) => id ?? []))
  }
  const pattern = `[0-9a-f]{8}-[0-9a-f]{4}(${[...new Set(own)].map((id) => id.slice(13)).join('|')})`
  await sql.begin(async (tx) => {
    // Triggers look at each row by itself: for so many of them that would take minutes.
    await tx`set local session_replication_role = replica`
    for (const table of tables)
      await tx`with template as materialized (
          select regexp_replace((to_jsonb(t) - 'external_id')::text, ${pattern}, ${`${MARK}\\1`}, 'g') as row
          from ${tx(table)} t where to_jsonb(t)::text ~ ${leads})
        insert into ${tx(table)} select (jsonb_populate_record(null::${tx(table)},
          replace(row, ${MARK}, lpad(to_hex(n), 8, '0') || '-0000')::jsonb)).*
        from template, generate_series(1, ${count}::int) n`
  })
  await sql`analyze`
  return Array.from(
    { length: count },
    (_, index) => `${(index + 1).toString(16).padStart(8, '0')}-0000${caseId.slice(13)}`,
  )
}
