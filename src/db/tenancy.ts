import { type SQL, sql } from 'drizzle-orm'
import type { Asker, HeldRights } from '../platform/auth/access.ts'
import { DEFAULT_ZONE, type Zone } from '../platform/time-zone.ts'
import { askWithin, type Database, type Tx } from './client.ts'
import { rightsHeld, zoneOf } from './schema/parties/rights.ts'
import { type KeptAnswer, keptAnswer } from './schema/platform.ts'
import { deskRights } from './schema/recognition/desks.ts'
import { isRetried } from './states.ts'

const ATTEMPTS = 3

type Tenant = { organisationId: string; memberId: string | null }
/** What the statement that opens the transaction of a caller finds. */
type Found = { rights: HeldRights | null; kept: KeptAnswer | null }
/** `mayRepeat`: false once the work must not be done again, whatever came after it. */
type Terms = { key?: string | null; mayRepeat?: () => boolean }
type Caller = Tenant & { clientId: string; at: Date } & Pick<Asker, 'credentialId' | 'subjectHash'>

/**
 * Runs `work` in one transaction that has taken the application's role and said for whom it acts, so that row-level
 * security holds for reads and writes alike. No statement, and no wait for another's lock, takes longer than the database's
 * patience. Serialization failures and deadlocks are tried again, three times. One that
 * its process has left is ended after a minute: nothing that was done after it is numbered while it lasts. `work` is told
 * the time zone of the organisation.
 */
export function asTenant<T>(
  database: Database,
  tenant: Tenant,
  work: (tx: Tx, zone: Zone) => Promise<T>,
): Promise<T> {
  return retrying(() =>
    database.owner.transaction(async (tx) => {
      const [row] = await tx
        .select({
          zone: sql<Zone | null>`${sql.raw(zoneOf)}(${tenant.organisationId}::uuid)`,
          entered: sql`concat(${entering(tenant, database)})`,
        })
        .from(sql`(select 1) as once`)
      return work(tx, row?.zone ?? DEFAULT_ZONE)
    }),
  )
}

/**
 * The same for who comes through a client: what the client and the member may do now is looked up by the statement that
 * opens the transaction, and told to `work`; null where there is no such client any more, or not what they came by. With a
 * `key`, what was answered under it is looked up, too, once nobody else is at work under it.
 */
export function asCaller<T>(
  database: Database,
  caller: Caller,
  work: (tx: Tx, found: Found) => Promise<T>,
  { key = null, mayRepeat }: Terms = {},
): Promise<T> {
  const { organisationId, clientId, memberId, credentialId = null, subjectHash = null, at } = caller
  const looked = sql`${sql.raw(rightsHeld)}(${organisationId}::uuid, ${clientId}::uuid, ${memberId}::uuid,
    ${credentialId}::uuid, ${subjectHash}::text, ${at.toISOString()}::timestamptz)`
  return retrying(
    () =>
      database.owner.transaction(async (tx) => {
        const [row] = await tx
          .select({
            rights: sql<HeldRights | null>`${looked}`,
            entered: sql`concat(${entering(caller, database)})`,
            // Last: by then the role is taken.
            kept: key === null ? sql<null>`null` : answerUnder(caller, key),
          })
          .from(sql`(select 1) as once`)
        return work(tx, row!)
      }),
    mayRepeat,
  )
}

/** The same for who works at a desk: null once it works no more. */
export function asDesk<T>(
  database: Database,
  desk: Tenant & { deskId: string; at: Date },
  work: (tx: Tx, rights: HeldRights | null) => Promise<T>,
): Promise<T> {
  const { organisationId, memberId, deskId, at } = desk
  return retrying(() =>
    database.owner.transaction(async (tx) => {
      const [row] = await tx
        .select({
          rights: sql<HeldRights | null>`${sql.raw(deskRights)}(${organisationId}::uuid, ${memberId}::uuid,
            ${deskId}::uuid, ${at.toISOString()}::timestamptz)`,
          entered: sql`concat(${entering(desk, database)})`,
        })
        .from(sql`(select 1) as once`)
      return work(tx, row!.rights)
    }),
  )
}

const answerUnder = ({ organisationId, clientId }: Caller, key: string) =>
  sql<KeptAnswer | null>`${sql.raw(keptAnswer)}(${organisationId}::uuid, ${clientId}::uuid, ${key}::text)`

/** What a transaction is told of for whom it acts, with which rights and with how much patience. */
const entering = (
  { organisationId, memberId }: Tenant,
  { patience }: Database,
) => sql`set_config('role', 'dcr_app', true),
  set_config('app.organisation', ${organisationId}, true),
  set_config('app.member', ${memberId ?? ''}, true),
  set_config('idle_in_transaction_session_timeout', '60s', true),
  set_config('statement_timeout', ${String(patience.statement)}, true),
  set_config('lock_timeout', ${String(patience.lock)}, true)`

/** Within a tenant's transaction, does `work` on behalf of another organisation, which has just been registered. */
export async function onBehalfOf<T>(
  tx: Tx,
  organisationId: string,
  actingFor: string,
  work: () => Promise<T>,
): Promise<T> {
  await tx.execute(sql`select set_config('app.organisation', ${organisationId}, true)`)
  const result = await work()
  await tx.execute(sql`select set_config('app.organisation', ${actingFor}, true)`)
  return result
}

/** Within a tenant's transaction, does `work` on what only another member of the same organisation may touch. */
export async function inPlaceOf<T>(
  tx: Tx,
  memberId: string,
  actingAs: string | null,
  work: () => Promise<T>,
): Promise<T> {
  await tx.execute(sql`select set_config('app.member', ${memberId}, true)`)
  const result = await work()
  await tx.execute(sql`select set_config('app.member', ${actingAs ?? ''}, true)`)
  return result
}

/**
 * Within a tenant's transaction, does `work` as the eraser: it may take out what is erased with a person of the acting
 * organisation, and nothing else.
 */
export async function asEraser<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.execute(sql`select set_config('role', 'dcr_eraser', true)`)
  const result = await work()
  await tx.execute(sql`select set_config('role', 'dcr_app', true)`)
  return result
}

/**
 * Runs `work` as whoever looks up who is asking: it may read clients, members and links, and note
 * how they proved it, and nothing else.
 */
export function asDoorkeeper<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withRole(database, 'dcr_auth', work)
}

/** Runs `work` as a stranger, who may read what is public of issued certificates, and nothing else. */
export function asStranger<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { publicReader } = database
  return publicReader ? askWithin(database, () => work(publicReader)) : withRole(database, 'dcr_public', work)
}

function withRole<T>(database: Database, role: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { statement, lock } = database.patience
  const taking = sql`select set_config('role', ${role}, true),
    set_config('statement_timeout', ${String(statement)}, true), set_config('lock_timeout', ${String(lock)}, true)`
  return database.owner.transaction((tx) => opened(tx, taking, work))
}

/**
 * Sends what opens a transaction and, without waiting for it, the first statement of `work`: the database takes them one
 * after the other, and the second fails where the first did. What the first failed of is what is thrown, once nothing of
 * the work is under way any more.
 */
async function opened<T>(tx: Tx, opening: SQL, work: (tx: Tx) => Promise<T>): Promise<T> {
  const opens = tx.execute(opening).then(() => {})
  opens.catch(() => {})
  try {
    return await work(tx)
  } finally {
    await opens
  }
}

async function retrying<T>(run: () => Promise<T>, mayRepeat = () => true): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetried(error) || !mayRepeat()) throw error
    }
  }
}
