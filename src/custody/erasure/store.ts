import { and, asc, eq, getTableColumns, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { isBlindTo } from '../../db/blind.ts'
import type { Tx } from '../../db/client.ts'
import { certificates, revocationRequests } from '../../db/schema/certification/certificates.ts'
import { corrections } from '../../db/schema/certification/corrections.ts'
import { erasures } from '../../db/schema/custody/erasures.ts'
import { agreementVersions } from '../../db/schema/mobility/agreements.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { people } from '../../db/schema/parties/people.ts'
import { appeals } from '../../db/schema/recognition/appeals.ts'
import { keptFiles } from '../../db/schema/recognition/kept-files.ts'
import { evidence, recognitions } from '../../db/schema/recognition/recognitions.ts'
import { recordsOf } from '../../parties/people/store.ts'
import { thisCase } from '../../recognition/store.ts'
import type { Class, Leads, PartOfPerson } from './class.ts'
import { discardFiles } from './discarded-store.ts'
import { matrix } from './matrix.ts'

export type Erasure = typeof erasures.$inferSelect
export type Counts = Record<string, number>

/**
 * Holds everything of a person until the transaction ends, in the order in which all others hold it: mobilities, cases,
 * certificates, then the person, whom whoever writes about them holds too. What is read after that stays so.
 */
export async function holdPerson(tx: Tx, personId: string): Promise<void> {
  const own = eq(mobilities.learnerId, personId)
  await tx.select({ id: mobilities.id }).from(mobilities).where(own).orderBy(asc(mobilities.id)).for('update')
  await tx
    .select({ id: recognitions.id })
    .from(recognitions)
    .where(inArray(recognitions.mobilityId, mobilitiesOf(personId)))
    .orderBy(asc(recognitions.id))
    .for('update')
  await tx
    .select({ id: certificates.id })
    .from(certificates)
    .where(inArray(certificates.recognitionId, recognitionsOf(personId)))
    .orderBy(asc(certificates.id))
    .for('update')
  await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('update')
}

export async function listCasesOf(
  tx: Tx,
  personId: string,
  { memberId }: { memberId: string | null },
): Promise<(typeof recognitions.$inferSelect & { isBlind: boolean })[]> {
  return tx
    .select({ ...getTableColumns(recognitions), isBlind: isBlindTo(memberId, thisCase) })
    .from(recognitions)
    .where(inArray(recognitions.mobilityId, mobilitiesOf(personId)))
    .orderBy(asc(recognitions.id))
}

/** The cases among these whose certificate somebody has asked to revoke, or to correct, and nobody has decided. */
export async function casesAwaiting(tx: Tx, ids: string[]) {
  if (ids.length === 0) return { revoking: new Set<string>(), correcting: new Set<string>() }
  const waits = (table: typeof revocationRequests | typeof corrections) =>
    sql<boolean>`exists (select 1 from ${table}
      where ${table}.certificate_id = ${certificates}.id and ${table}.outcome is null)`
  const rows = await tx
    .select({
      id: certificates.recognitionId,
      revoking: waits(revocationRequests),
      correcting: waits(corrections),
    })
    .from(certificates)
    .where(inArray(certificates.recognitionId, ids))
  const those = (kind: 'revoking' | 'correcting') =>
    new Set(rows.flatMap((row) => (row[kind] ? [row.id] : [])))
  return { revoking: those('revoking'), correcting: those('correcting') }
}

export async function listIssuedOf(tx: Tx, personId: string): Promise<(typeof certificates.$inferSelect)[]> {
  return tx
    .select()
    .from(certificates)
    .where(
      and(inArray(certificates.recognitionId, recognitionsOf(personId)), eq(certificates.status, 'issued')),
    )
    .orderBy(asc(certificates.id))
}

export async function findErasure(tx: Tx, personId: string): Promise<Erasure | undefined> {
  const [row] = await tx.select().from(erasures).where(eq(erasures.personId, personId))
  return row
}

export async function insertErasure(tx: Tx, values: typeof erasures.$inferInsert): Promise<Erasure> {
  const [row] = await tx.insert(erasures).values(values).returning()
  return row!
}

/** Of which rows of a part something is counted or erased. */
export type Which = (part: PartOfPerson) => SQL

/** Of one person, all there is. */
export const allOf =
  (personId: string): Which =>
  (part) =>
    about(part, personId)

/** Of one case; of classes whose rows lead to a case. */
export const ofCaseAlone =
  (recognitionId: string): Which =>
  ({ table, by }) =>
    eq(columnOf(table, by), recognitionId)

export const theRows =
  (ids: readonly string[]): Which =>
  ({ table }) =>
    inArray(columnOf(table, 'id'), [...ids])

/** As the eraser: by class, how many rows (for the files: files) there are that it concerns. */
export async function countClasses(
  tx: Tx,
  which: Which,
  classes: readonly Class[] = matrix,
): Promise<Counts> {
  const counts: Counts = {}
  for (const { code, fate, parts } of classes) {
    counts[code] = 0
    for (const part of parts) counts[code] += await countPart(tx, fate, part, which(part))
  }
  return counts
}

async function countPart(tx: Tx, fate: Class['fate'], { table, columns }: PartOfPerson, of: SQL) {
  const filled = or(...columns.map((name) => isNotNull(columnOf(table, name))))
  const counted = fate === 'removed' ? sql`count(distinct ${evidence.sha256})::int` : sql`count(*)::int`
  const there = fate === 'removed' ? and(of, isNull(evidence.erasedAt)) : and(of, filled)
  const [row] = await tx
    .select({ n: counted.mapWith(Number) })
    .from(table)
    .where(there)
  return row?.n ?? 0
}

/**
 * As the eraser, of what is held: takes out what the classes say, table by table, the person last; once that one is
 * erased the database refuses to write anything of them anew. Files are marked to be removed once this is committed.
 */
export async function eraseClasses(
  tx: Tx,
  which: Which,
  now: Date,
  classes: readonly Class[] = matrix,
): Promise<void> {
  for (const { fate, parts } of classes) {
    if (fate === 'deleted') {
      for (const part of parts) await tx.delete(part.table).where(which(part))
    }
    if (fate === 'removed') for (const part of parts) await discardFiles(tx, which(part), now)
  }
  const emptied = classes.filter(({ fate }) => fate === 'emptied').flatMap(({ parts }) => parts)
  const isPeople = (table: PgTable) => table === people
  const tables = [...new Set(emptied.map(({ table }) => table))]
  for (const table of [...tables.filter((table) => !isPeople(table)), ...tables.filter(isPeople)]) {
    const parts = emptied.filter((part) => part.table === table)
    await tx.update(table).set(emptyRow(parts, now)).where(which(parts[0]!))
  }
}

/** The columns without what they said, and the marks that the row was changed. */
function emptyRow(parts: readonly PartOfPerson[], now: Date): Record<string, unknown> {
  const { table } = parts[0]!
  const has = (name: string) => name in table
  return {
    ...Object.fromEntries(parts.flatMap(({ columns }) => columns.map((name) => [name, null]))),
    ...(has('erasedAt') ? { erasedAt: now } : {}),
    ...(has('updatedAt') ? { updatedAt: now } : {}),
    ...(has('version') ? { version: sql`${columnOf(table, 'version')} + 1` } : {}),
    ...(has('answered') ? { answered: false, status: null } : {}),
  }
}

/** How many files of an erased person are still to be removed. */
export async function countPending(tx: Tx, personId: string): Promise<number> {
  const [row] = await tx
    .select({ n: sql`count(distinct ${keptFiles.sha256})::int`.mapWith(Number) })
    .from(keptFiles)
    .innerJoin(
      evidence,
      or(eq(evidence.sha256, keptFiles.sha256), eq(evidence.frameSha256, keptFiles.sha256)),
    )
    .where(and(inArray(evidence.recognitionId, recognitionsOf(personId)), isNotNull(keptFiles.discardedAt)))
  return row?.n ?? 0
}

const columnOf = (table: PgTable, name: string) => getTableColumns(table)[name]!

const mobilitiesOf = (personId: string) =>
  sql`(select m.id from ${mobilities} m where m.learner_id = ${personId})`
const recognitionsOf = (personId: string) =>
  sql`(select r.id from ${recognitions} r where r.mobility_id in ${mobilitiesOf(personId)})`
const certificatesOf = (personId: string) =>
  sql`(select c.id from ${certificates} c where c.recognition_id in ${recognitionsOf(personId)})`

const paths: Record<Exclude<Leads, 'answer'>, (personId: string) => SQL> = {
  person: recordsOf,
  mobility: mobilitiesOf,
  version: (personId) =>
    sql`(select v.id from ${agreementVersions} v where v.mobility_id in ${mobilitiesOf(personId)})`,
  group: (personId) => sql`(select m.group_id from ${mobilities} m where m.learner_id = ${personId})`,
  recognition: recognitionsOf,
  certificate: certificatesOf,
  appeal: (personId) =>
    sql`(select a.id from ${appeals} a where a.recognition_id in ${recognitionsOf(personId)})`,
  trace: traces,
}

/** The rows of a part that are about the person. */
export function about({ table, leads, by }: PartOfPerson, personId: string): SQL {
  const column = columnOf(table, by)
  if (leads !== 'answer') return sql`${column} in ${paths[leads](personId)}`
  return sql`exists (select 1 from ${named(personId)} as named(id)
    where strpos(${column}, named.id) > 0)`
}

/** Ids by which an answer or an address names a person. */
const named = (
  personId: string,
) => sql`(select p.id::text from ${recordsOf(personId)} p union all select m.id::text
  from ${mobilities} m where m.learner_id = ${personId} union all select r.id::text
  from ${recognitions} r where r.mobility_id in ${mobilitiesOf(personId)} union all select c.id::text
  from ${certificates} c where c.recognition_id in ${recognitionsOf(personId)})`

/** The ids, as text, of everything that the matrix finds of a person. */
function traces(personId: string): SQL {
  const tables = matrix
    .flatMap(({ parts }) => parts)
    .filter(({ table, leads }) => leads !== 'trace' && leads !== 'answer' && 'id' in table)
  const ids = tables.map(
    (part) =>
      sql`select ${columnOf(part.table, 'id')}::text from ${part.table} where ${about(part, personId)}`,
  )
  return sql`(${sql.join([sql`select p.id::text from ${recordsOf(personId)} p`, ...ids], sql` union all `)})`
}
