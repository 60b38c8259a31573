import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import { people } from '../../db/schema/parties/people.ts'
import { notFound } from '../../errors.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import { type KnownPerson, knownPerson } from './person.ts'

export type Person = typeof people.$inferSelect

export async function insertPerson(tx: Tx, values: typeof people.$inferInsert): Promise<Person> {
  const [row] = await tx.insert(people).values(values).returning()
  return row!
}

export async function listPeople(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  externalId: string | undefined,
): Promise<(Person & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, people)
  const same = externalId === undefined ? undefined : eq(people.externalId, externalId)
  return tx
    .select({ ...getTableColumns(people), upTo: numberedUpTo(keyset) })
    .from(people)
    .where(and(eq(people.organisationId, organisationId), same, where))
    .orderBy(...orderBy)
    .limit(limit)
}

/** A learner of the organisation itself, or one whom it hosts. */
export async function getPerson(tx: Tx, id: string): Promise<Person> {
  const [row] = await tx.select().from(people).where(eq(people.id, id))
  if (!row) throw notFound('person')
  return row
}

/** The same where who it is is needed; refuses one who was erased. */
export async function getKnownPerson(tx: Tx, id: string): Promise<KnownPerson> {
  return knownPerson(await getPerson(tx, id))
}

/** Changes a person as they were read; undefined when somebody else was faster. */
export async function updatePerson(
  tx: Tx,
  person: Person,
  changes: Partial<Person>,
  now: Date,
): Promise<Person | undefined> {
  const [row] = await tx
    .update(people)
    .set({ ...changes, version: sql`${people.version} + 1`, updatedAt: now })
    .where(and(eq(people.id, person.id), eq(people.version, person.version)))
    .returning()
  return row
}
