import { and, asc, desc, eq, gt, gte, isNotNull, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { dataRequests } from '../../db/schema/custody/data-requests.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import { notFound } from '../../errors.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import type { DataRequest, DataRequestState } from './data-request.ts'

export async function insertDataRequest(
  tx: Tx,
  values: typeof dataRequests.$inferInsert,
): Promise<DataRequest> {
  const [row] = await tx.insert(dataRequests).values(values).returning()
  return row!
}

/** Holds a request of the acting organisation until the transaction ends. */
export async function lockDataRequest(tx: Tx, id: string): Promise<DataRequest> {
  const [row] = await tx.select().from(dataRequests).where(eq(dataRequests.id, id)).for('update')
  if (!row) throw notFound('data-request')
  return row
}

export async function updateDataRequest(
  tx: Tx,
  id: string,
  changes: Partial<DataRequest>,
): Promise<DataRequest> {
  const [row] = await tx.update(dataRequests).set(changes).where(eq(dataRequests.id, id)).returning()
  return row!
}

const inState = {
  open: and(isNull(dataRequests.answeredAt), isNull(dataRequests.extendedAt)),
  extended: and(isNull(dataRequests.answeredAt), isNotNull(dataRequests.extendedAt)),
  answered: isNotNull(dataRequests.answeredAt),
} satisfies Record<DataRequestState, unknown>

export async function listDataRequests(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  { state, personId }: { state?: DataRequestState | undefined; personId?: string | undefined },
): Promise<DataRequest[]> {
  return tx
    .select()
    .from(dataRequests)
    .where(
      and(
        eq(dataRequests.organisationId, organisationId),
        state && inState[state],
        personId === undefined ? undefined : eq(dataRequests.personId, personId),
        keyset.after ? gt(dataRequests.id, keyset.after.id) : undefined,
      ),
    )
    .orderBy(asc(dataRequests.id))
    .limit(keyset.limit + 1)
}

/** What a person asked for about their data, whoever wrote it down, the newest first. */
export async function listOwnRequests(tx: Tx, personId: string, limit: number): Promise<DataRequest[]> {
  return tx
    .select()
    .from(dataRequests)
    .where(eq(dataRequests.personId, personId))
    .orderBy(desc(dataRequests.receivedOn), desc(dataRequests.id))
    .limit(limit)
}

/** What a person asked for on this ground and waits to be answered. */
export async function findUnanswered(
  tx: Tx,
  personId: string,
  right: DataRequest['right'],
): Promise<DataRequest | undefined> {
  const [row] = await tx
    .select()
    .from(dataRequests)
    .where(
      and(
        eq(dataRequests.personId, personId),
        eq(dataRequests.right, right),
        isNull(dataRequests.answeredAt),
      ),
    )
    .limit(1)
  return row
}

/** Whether all that is held about a person was given out since a moment. */
export async function wasGivenOut(tx: Tx, personId: string, since: Date): Promise<boolean> {
  const given = and(
    eq(ledger.subjectId, personId),
    eq(ledger.action, 'person.read-data'),
    gte(ledger.at, since),
  )
  return (await tx.select({ id: ledger.id }).from(ledger).where(given).limit(1)).length > 0
}
