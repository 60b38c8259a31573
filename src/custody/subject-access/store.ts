import { and, asc, count, eq, getTableColumns, getTableName, inArray, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '../../db/client.ts'
import { fileReadings } from '../../db/schema/custody/file-readings.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import { personReadings } from '../../db/schema/custody/person-readings.ts'
import { organisations } from '../../db/schema/parties/organisations.ts'
import { recordsOf } from '../../parties/people/store.ts'
import type { Role } from '../../platform/auth/access.ts'
import { type PartOfPerson, part } from '../erasure/class.ts'
import { about } from '../erasure/store.ts'
import { type HeldItem, heldItem, toldColumns } from './held.ts'

/** As the eraser, who sees all there is of a person: the rows of one part, as far as they are told. */
export async function listPart(tx: Tx, ofPerson: PartOfPerson, personId: string): Promise<HeldItem[]> {
  const { table } = ofPerson
  const columns: Record<string, PgColumn> = getTableColumns(table)
  const told = toldColumns(ofPerson, Object.keys(columns)).map((name) => [name, columns[name]!] as const)
  const rows = await tx.select(Object.fromEntries(told)).from(table).where(about(ofPerson, personId))
  return rows.map((row) => heldItem(getTableName(table), row))
}

/** As the eraser: how many rows a part has. */
export async function countPart(tx: Tx, ofPerson: PartOfPerson, personId: string): Promise<number> {
  const [row] = await tx.select({ rows: count() }).from(ofPerson.table).where(about(ofPerson, personId))
  return row!.rows
}

/** On a day (UTC), for a purpose, somebody of an organisation in a role; who it was is not told. */
export type PersonReading = { day: string; organisation: string; role: Role | null; purpose: Purpose }

/** What is written down of a person's file being read, by its name in the ledger. */
const readings = {
  'case-file.read': 'case-file',
  'decision-basis.read': 'decision-basis',
  'accommodation.read': 'accommodation',
  'person.read-data': 'data',
} as const
export type Purpose = (typeof readings)[keyof typeof readings] | 'case' | 'register'
const actions = Object.keys(readings) as (keyof typeof readings)[]

/** Who read what is held of a person, the first one first; once for a day, an organisation, a role and a purpose. */
export async function listReadings(tx: Tx, personId: string): Promise<PersonReading[]> {
  const day = sql<string>`to_char(${ledger.at} at time zone 'UTC', 'YYYY-MM-DD')`
  const rows = await tx
    .selectDistinct({ day, organisation: organisations.name, role: ledger.role, action: ledger.action })
    .from(ledger)
    .innerJoin(organisations, eq(organisations.id, ledger.organisationId))
    .where(and(inArray(ledger.action, actions), about(part(ledger, 'trace', 'subjectId'), personId)))
    .orderBy(asc(day), asc(organisations.name), asc(ledger.action))
  const worked = await tx
    .selectDistinct({ day: fileReadings.day, organisation: organisations.name, role: fileReadings.role })
    .from(fileReadings)
    .innerJoin(organisations, eq(organisations.id, fileReadings.readerOrganisationId))
    .where(about(part(fileReadings, 'recognition', 'recognitionId'), personId))
  const looked = await tx
    .selectDistinct({ day: personReadings.day, organisation: organisations.name, role: personReadings.role })
    .from(personReadings)
    .innerJoin(organisations, eq(organisations.id, personReadings.readerOrganisationId))
    .where(sql`${personReadings.personId} in ${recordsOf(personId)}`)
  return [
    ...rows.map(({ action, ...reading }) => ({
      ...reading,
      purpose: readings[action as keyof typeof readings],
    })),
    ...worked.map((reading) => ({ ...reading, purpose: 'case' as const })),
    ...looked.map((reading) => ({ ...reading, purpose: 'register' as const })),
  ].sort((first, second) => (first.day < second.day ? -1 : Number(first.day > second.day)))
}
