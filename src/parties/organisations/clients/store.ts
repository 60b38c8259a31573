import { and, asc, eq, getTableColumns, gt, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { clients } from '../../../db/schema/parties/organisations.ts'
import { notFound } from '../../../errors.ts'
import type { Scope } from '../../../platform/auth/access.ts'
import type { Keyset } from '../../../platform/http/pages.ts'
import { type Credential, credentialsOf, newestSecretHash } from '../../sign-in/store.ts'

export type Client = typeof clients.$inferSelect

export async function insertClient(tx: Tx, values: typeof clients.$inferInsert): Promise<Client> {
  const [row] = await tx.insert(clients).values(values).returning()
  return row!
}

/** The clients of an organisation, each with its credentials that were not ended. */
export async function listClients(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
): Promise<(Client & { credentials: Credential[] })[]> {
  return tx
    .select({ ...getTableColumns(clients), credentials: credentialsOf(sql`${clients}.id`) })
    .from(clients)
    .where(
      and(
        eq(clients.organisationId, organisationId),
        keyset.after ? gt(clients.id, keyset.after.id) : undefined,
      ),
    )
    .orderBy(asc(clients.id))
    .limit(keyset.limit + 1)
}

export async function markClientRevoked(
  tx: Tx,
  organisationId: string,
  id: string,
  now: Date,
): Promise<Client> {
  const [row] = await tx
    .update(clients)
    .set({ revokedAt: now })
    .where(and(eq(clients.id, id), eq(clients.organisationId, organisationId), isNull(clients.revokedAt)))
    .returning()
  if (!row) throw notFound('client')
  return row
}

/** A client of an organisation, revoked or not. */
export async function getClient(tx: Tx, organisationId: string, id: string): Promise<Client> {
  const [row] = await tx
    .select()
    .from(clients)
    .where(and(eq(clients.id, id), eq(clients.organisationId, organisationId)))
  if (!row) throw notFound('client')
  return row
}

/** Revokes the clients that were made through one since a moment, those that were made through these, and so on. */
export async function revokeMadeThrough(
  tx: Tx,
  { id, organisationId }: Pick<Client, 'id' | 'organisationId'>,
  since: Date,
  now: Date,
): Promise<Client[]> {
  const made = sql`with recursive made as (
    select c.id from clients c where c.made_through = ${id} and c.created_at >= ${since.toISOString()}::timestamptz
    union select c.id from clients c join made m on c.made_through = m.id) select made.id from made`
  return tx
    .update(clients)
    .set({ revokedAt: now })
    .where(
      and(
        eq(clients.organisationId, organisationId),
        isNull(clients.revokedAt),
        sql`${clients.id} in (${made})`,
      ),
    )
    .returning()
}

/** Keeps with a client the hash of its newest secret, by which the release before knows it. */
export async function keepSecretHash(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .update(clients)
    .set({ secretHash: newestSecretHash(id, now) })
    .where(eq(clients.id, id))
}

/** Gives a client scopes, unless it was revoked. */
export async function writeScopes(tx: Tx, { id, organisationId }: Client, scopes: Scope[]): Promise<void> {
  await tx
    .update(clients)
    .set({ scopes })
    .where(and(eq(clients.id, id), eq(clients.organisationId, organisationId), isNull(clients.revokedAt)))
}
