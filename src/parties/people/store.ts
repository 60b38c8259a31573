import { and, eq, getTableColumns, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import { members } from '../../db/schema/parties/organisations.ts'
import { people, personNamed } from '../../db/schema/parties/people.ts'
import { personWords } from '../../db/schema/parties/person-words.ts'
import { soughtWords } from '../../db/schema/parties/sought-words.ts'
import { invitations } from '../../db/schema/recognition/desks.ts'
import { learnerNamed, type MobilityNames } from '../../db/sides.ts'
import { notFound } from '../../errors.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import { assertNotMerged, type KnownPerson, knownPerson } from './person.ts'

export type Person = typeof people.$inferSelect

export async function insertPerson(tx: Tx, values: typeof people.$inferInsert): Promise<Person> {
  const [row] = await tx.insert(people).values(values).returning()
  return row!
}

/** Who is registered already under that name, and was born on that day; two who are registered at once see each other. */
export async function findNamed(
  tx: Tx,
  organisationId: string,
  { givenName, familyName, birthDate }: { givenName: string; familyName: string; birthDate: string | null },
): Promise<string | null> {
  const named = sql`${sql.raw(personNamed)}(${organisationId}::uuid, ${givenName}, ${familyName}, ${birthDate}::date)`
  const [row] = await tx.select({ id: sql<string | null>`${named}` }).from(sql`(select 1) as once`)
  return row!.id
}

export type SoughtPeople = Pick<MobilityNames, 'cohortId' | 'projectId'> & {
  externalId?: string | undefined
  search?: string | undefined
  bornOn?: string | undefined
}

/** `foldAddress`, of a column. */
export const foldedColumn = (column: PgColumn): SQL => {
  const domain = sql`lower(split_part(${column}, '@', 2))`
  const box = sql`split_part(lower(split_part(${column}, '@', 1)), '+', 1)`
  return sql`case when ${domain} in ('gmail.com', 'googlemail.com') then replace(${box}, '.', '') || '@gmail.com'
    else ${box} || '@' || ${domain} end`
}

/** Whether this address, folded, is of a member of the organisation. */
export async function isOfMember(tx: Tx, organisationId: string, address: string): Promise<boolean> {
  const ofMember = and(
    eq(members.organisationId, organisationId),
    sql`${foldedColumn(members.email)} = ${address}`,
  )
  const [row] = await tx.select({ id: members.id }).from(members).where(ofMember).limit(1)
  return row !== undefined
}

/** Which of these addresses, folded, are of people whom the organisation has invited to work for its hosts. */
export async function invitedAmong(
  tx: Tx,
  organisationId: string,
  addresses: readonly string[],
): Promise<string[]> {
  if (addresses.length === 0) return []
  const found = await tx
    .select({ address: invitations.foldedEmail })
    .from(invitations)
    .where(
      and(
        eq(invitations.organisationId, organisationId),
        inArray(invitations.foldedEmail, [...addresses]),
        isNull(invitations.withdrawnAt),
      ),
    )
  return found.map(({ address }) => address)
}

export async function listPeople(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  { externalId, search, bornOn, cohortId, projectId }: SoughtPeople,
): Promise<(Person & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, people)
  const wanted = [
    externalId === undefined ? undefined : eq(people.externalId, externalId),
    bornOn === undefined ? undefined : eq(people.birthDate, bornOn),
    search === undefined ? undefined : hasWords(organisationId, search),
    learnerNamed({ cohortId, projectId }, people.id),
  ]
  return tx
    .select({ ...getTableColumns(people), upTo: numberedUpTo(keyset) })
    .from(people)
    .where(and(eq(people.organisationId, organisationId), ...wanted, where))
    .orderBy(...orderBy)
    .limit(limit)
}

/**
 * For each word that is looked for, the name has one that begins like it. Whoever that may be is found by the longest first:
 * the planner would not know that they are few, and look at everybody in turn.
 */
function hasWords(organisationId: string, search: string): SQL {
  const words = sql`${sql.raw(soughtWords)}(${search})`
  const longest = sql`(select word from unnest(${words}) as word order by length(word) desc limit 1)`
  const { personId, word } = personWords
  const own = sql`${personWords.organisationId} = ${organisationId}::uuid`
  return sql`${people.id} = any (array(select distinct ${personId} from ${personWords} where ${own}
      and ${word} ~>=~ ${longest} and ${word} ~<~ (${longest} || chr(1114111))))
    and not exists (select from unnest(${words}) as asked(word) where not exists (select from ${personWords}
      where ${own} and ${personId} = ${people.id} and starts_with(${word}, asked.word)))`
}

/** A learner of the organisation itself, or one whom it hosts. */
export async function getPerson(tx: Tx, id: string): Promise<Person> {
  const [row] = await tx.select().from(people).where(eq(people.id, id))
  if (!row) throw notFound('person')
  return row
}

/** The same, erased or not; refuses a record that was merged into another one. */
export async function getPersonItself(tx: Tx, id: string): Promise<Person> {
  const person = await getPerson(tx, id)
  assertNotMerged(person)
  return person
}

/** The same where who it is is needed; refuses one who was erased. */
export async function getKnownPerson(tx: Tx, id: string): Promise<KnownPerson> {
  return knownPerson(await getPerson(tx, id))
}

/** The same, held until the transaction ends: what may be there only once of them is written by one after the other. */
export async function lockKnownPerson(tx: Tx, id: string): Promise<KnownPerson> {
  const [row] = await tx.select().from(people).where(eq(people.id, id)).for('update')
  if (!row) throw notFound('person')
  return knownPerson(row)
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

/** The ids of a person's record, and of those that were merged into it. */
export const recordsOf = (personId: string): SQL =>
  sql`(select p.id from ${people} p where p.id = ${personId}::uuid or p.merged_into = ${personId}::uuid)`
