import postgres from 'postgres'

/** The ids that answers of writes have told, so that they can be looked for. */
export type Acknowledged = Set<string>

/** Has every answer of a write that this process gets leave the id of what it acknowledges. */
export function noteAcknowledged(): Acknowledged {
  const acknowledged: Acknowledged = new Set()
  const { fetch } = globalThis
  globalThis.fetch = async (input, init) => {
    const answer = await fetch(input, init)
    if (answer.ok && init?.method !== 'GET' && answer.headers.get('content-type')?.includes('json')) {
      const body: unknown = await answer.clone().json()
      if (typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string')
        acknowledged.add(body.id)
    }
    return answer
  }
  return acknowledged
}

/** Of these tables each row is acknowledged by its id. */
const told = [
  'organisations',
  'members',
  'people',
  'mobilities',
  'recognitions',
  'evidence',
  'assessments',
  'certificates',
]

/**
 * What was acknowledged and is nowhere, and what is there that nobody was told of; asked of the database itself. The
 * organisation of the first client was there before anybody asked for it.
 */
export async function compare(
  databaseUrl: string,
  acknowledged: Acknowledged,
  firstClient: string,
): Promise<{ lost: string[]; surplus: string[]; rows: number }> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'id' and data_type = 'uuid'`
    const there = new Set<string>()
    for (const { name } of tables)
      for (const { id } of await sql<{ id: string }[]>`select id from ${sql(name)}`) there.add(id)
    const [own] = await sql<{ id: string }[]>`
      select organisation_id as id from clients where id = ${firstClient}`
    const surplus: string[] = []
    for (const name of told)
      for (const { id } of await sql<{ id: string }[]>`select id from ${sql(name)}`)
        if (!acknowledged.has(id) && id !== own?.id) surplus.push(`${name} ${id}`)
    return { lost: [...acknowledged].filter((id) => !there.has(id)), surplus, rows: there.size }
  } finally {
    await sql.end()
  }
}
