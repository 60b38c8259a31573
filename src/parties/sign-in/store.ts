import { and, count, eq, gt, gte, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { clients } from '../../db/schema/parties/organisations.ts'
import { clientCredentials } from '../../db/schema/parties/sign-in.ts'
import { rowsOf } from '../../db/together.ts'
import { notFound } from '../../errors.ts'

export type Credential = typeof clientCredentials.$inferSelect

/** Neither ended nor expired. */
export const works = (now: Date): SQL | undefined =>
  and(
    isNull(clientCredentials.endedAt),
    or(isNull(clientCredentials.expiresAt), gt(clientCredentials.expiresAt, now)),
  )

/** The client, held, so that its credentials are changed by one at a time. */
export async function holdClient(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<typeof clients.$inferSelect> {
  const [row] = await tx
    .select()
    .from(clients)
    .where(and(eq(clients.id, id), eq(clients.organisationId, organisationId), isNull(clients.revokedAt)))
    .for('update')
  if (!row) throw notFound('client')
  return row
}

/** How many of a client's credentials of a kind work. */
export async function countWorking(
  tx: Tx,
  clientId: string,
  kind: Credential['kind'],
  now: Date,
): Promise<number> {
  const ofKind = and(eq(clientCredentials.clientId, clientId), eq(clientCredentials.kind, kind))
  const [row] = await tx
    .select({ all: count() })
    .from(clientCredentials)
    .where(and(ofKind, works(now)))
  return row?.all ?? 0
}

export async function insertCredential(
  tx: Tx,
  values: typeof clientCredentials.$inferInsert,
): Promise<Credential> {
  const [row] = await tx.insert(clientCredentials).values(values).returning()
  return row!
}

/** Ends one, once; it is not there where it has ended. */
export async function endCredential(tx: Tx, clientId: string, id: string, now: Date): Promise<Credential> {
  const [row] = await tx
    .update(clientCredentials)
    .set({ endedAt: now })
    .where(
      and(
        eq(clientCredentials.id, id),
        eq(clientCredentials.clientId, clientId),
        isNull(clientCredentials.endedAt),
      ),
    )
    .returning()
  if (!row) throw notFound('credential')
  return row
}

/** Ends all secrets of a client; its keys stay. */
export async function endSecrets(tx: Tx, clientId: string, now: Date): Promise<void> {
  const isSecret = and(eq(clientCredentials.clientId, clientId), eq(clientCredentials.kind, 'secret'))
  await tx
    .update(clientCredentials)
    .set({ endedAt: now })
    .where(and(isSecret, isNull(clientCredentials.endedAt)))
}

/** Takes back that one has ended; false where there is none, or who made it is no longer a member. */
export async function reviveCredential(tx: Tx, clientId: string, id: string): Promise<boolean> {
  const revived = await tx
    .update(clientCredentials)
    .set({ endedAt: null })
    .where(and(eq(clientCredentials.id, id), eq(clientCredentials.clientId, clientId)))
    .returning({ endedAt: clientCredentials.endedAt })
  return revived.some(({ endedAt }) => endedAt === null)
}

/** Ends those of a client that have expired: lists show what ends by itself for as long as nothing replaces it. */
export async function endExpired(tx: Tx, clientId: string, now: Date): Promise<void> {
  await tx
    .update(clientCredentials)
    .set({ endedAt: now })
    .where(
      and(
        eq(clientCredentials.clientId, clientId),
        isNull(clientCredentials.endedAt),
        lte(clientCredentials.expiresAt, now),
      ),
    )
}

/** Says when the secret expires that a client was just made with, and who was shown it; returns it. */
export async function limitFirstSecret(
  tx: Tx,
  clientId: string,
  { expiresAt, madeByMember }: Pick<Credential, 'expiresAt' | 'madeByMember'>,
): Promise<Credential[]> {
  return tx
    .update(clientCredentials)
    .set({ expiresAt, madeByMember })
    .where(eq(clientCredentials.clientId, clientId))
    .returning()
}

/** Ends what was made through any of these clients since a moment, whose ever it is. */
export async function endMadeThrough(
  tx: Tx,
  makers: readonly { id: string }[],
  since: Date,
  now: Date,
): Promise<void> {
  const isTheirs = inArray(
    clientCredentials.madeByClient,
    makers.map(({ id }) => id),
  )
  await tx
    .update(clientCredentials)
    .set({ endedAt: now })
    .where(and(isTheirs, isNull(clientCredentials.endedAt), gte(clientCredentials.createdAt, since)))
}

const madeByMember = ({ id, organisationId }: { id: string; organisationId: string }) =>
  and(
    eq(clientCredentials.organisationId, organisationId),
    eq(clientCredentials.madeByMember, id),
    isNull(clientCredentials.endedAt),
  )

/** Ends what a member has made, and returns it. */
export async function endMadeByMember(
  tx: Tx,
  member: { id: string; organisationId: string },
  now: Date,
): Promise<Credential[]> {
  return tx.update(clientCredentials).set({ endedAt: now }).where(madeByMember(member)).returning()
}

/** From now on somebody else answers for what a member has made; null: nobody in person. */
export async function handOverMadeBy(
  tx: Tx,
  member: { id: string; organisationId: string },
  to: string | null,
): Promise<void> {
  await tx.update(clientCredentials).set({ madeByMember: to }).where(madeByMember(member))
}

/** Those of a client, of which a statement has the id, that were not ended; to be read together with something else. */
export const credentialsOf = (clientId: SQL) =>
  rowsOf(
    clientCredentials,
    sql`${clientCredentials.clientId} = ${clientId} and ${clientCredentials.endedAt} is null`,
    clientCredentials.createdAt,
  )

/** The hash of the newest secret of a client that works, within a statement; empty where none does. */
export const newestSecretHash = (clientId: string, now: Date): SQL<string> =>
  sql`coalesce((select ${clientCredentials.secretHash} from ${clientCredentials}
    where ${eq(clientCredentials.clientId, clientId)} and ${eq(clientCredentials.kind, 'secret')} and ${works(now)}
    order by ${clientCredentials.createdAt} desc limit 1), '')`
