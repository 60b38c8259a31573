import { and, eq, inArray, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../db/client.ts'
import { people, personNamed } from '../../db/schema/parties/people.ts'
import { insertAll } from '../../db/sets/insert-all.ts'
import type { Person } from './store.ts'

/** Those of an organisation whom it knows by these keys; held in one order until the transaction ends where they are to be changed. */
export async function findByExternalIds(
  tx: Tx,
  organisationId: string,
  keys: readonly string[],
  { hold }: { hold: boolean },
): Promise<Person[]> {
  if (keys.length === 0) return []
  const found = tx
    .select()
    .from(people)
    .where(and(eq(people.organisationId, organisationId), inArray(people.externalId, [...keys])))
    .orderBy(people.id)
  return hold ? found.for('update') : found
}

/** People by their ids, in the same way. */
export async function findPeople(
  tx: Tx,
  ids: readonly string[],
  { hold }: { hold: boolean },
): Promise<Person[]> {
  if (ids.length === 0) return []
  const found = tx
    .select()
    .from(people)
    .where(inArray(people.id, [...ids]))
    .orderBy(people.id)
  return hold ? found.for('update') : found
}

/** On which of these days somebody was born whom an organisation has registered. */
export async function findBirthDates(
  tx: Tx,
  organisationId: string,
  days: readonly string[],
): Promise<Set<string>> {
  if (days.length === 0) return new Set()
  const found = await tx
    .selectDistinct({ day: people.birthDate })
    .from(people)
    .where(and(eq(people.organisationId, organisationId), inArray(people.birthDate, [...days])))
  return new Set(found.flatMap(({ day }) => day ?? []))
}

type Named = { givenName: string | null; familyName: string; birthDate: string | null }

/** For each of them who is registered already under that name and birth date; whoever asks for the same at the same time waits. */
export async function findAllNamed(
  tx: Tx,
  organisationId: string,
  wanted: readonly Named[],
): Promise<(string | null)[]> {
  if (wanted.length === 0) return []
  const asked = JSON.stringify(wanted.map((who, place) => ({ ...named(who), place })))
  const rows = await tx
    .select({
      id: sql<
        string | null
      >`${sql.raw(personNamed)}(${organisationId}::uuid, asked.given, asked.family, asked.born)`,
    })
    .from(
      sql`(select * from jsonb_to_recordset(${asked}::jsonb) as a(given text, family text, born date, place int) order by given, family, born) as asked`,
    )
    .orderBy(sql`asked.place`)
  return rows.map(({ id }) => id)
}

const named = ({ givenName, familyName, birthDate }: Named) => ({
  given: givenName ?? '',
  family: familyName,
  born: birthDate,
})

export async function insertPeople(
  tx: Tx,
  values: readonly (typeof people.$inferInsert)[],
): Promise<string[]> {
  const rows = values.map((value) => ({ ...value, id: value.id ?? uuidv7() }))
  await insertAll(tx, people, rows)
  return rows.map(({ id }) => id)
}
