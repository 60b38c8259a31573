import { and, arrayContains, asc, eq, gt, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { grants } from '../../db/schema/parties/grants.ts'
import { clients, members, organisationSettings } from '../../db/schema/parties/organisations.ts'
import { rowsOf, together } from '../../db/together.ts'
import { notFound } from '../../errors.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { type Grant, KEEPS_COUNTING_MS, type Keepers } from './grant.ts'

export async function insertGrant(tx: Tx, values: typeof grants.$inferInsert): Promise<Grant> {
  const [row] = await tx.insert(grants).values(values).returning()
  return row!
}

/** What waits, or waited, for a second person of an organisation. */
export async function listGrants(
  tx: Tx,
  organisationId: string,
  { after, limit }: Keyset,
  state: Grant['state'] | undefined,
): Promise<Grant[]> {
  const isAfter = after ? gt(grants.id, after.id) : undefined
  const isState = state ? eq(grants.state, state) : undefined
  return tx
    .select()
    .from(grants)
    .where(and(eq(grants.organisationId, organisationId), isState, isAfter))
    .orderBy(asc(grants.id))
    .limit(limit + 1)
}

/** Holds a grant until the transaction ends. */
export async function lockGrant(tx: Tx, organisationId: string, id: string): Promise<Grant> {
  const [row] = await tx
    .select()
    .from(grants)
    .where(and(eq(grants.id, id), eq(grants.organisationId, organisationId)))
    .for('update')
  if (!row) throw notFound('grant')
  return row
}

/** Whether who asked for a grant may ask for none any more, or the client that they asked through is revoked. */
export async function isProposerGone(tx: Tx, { proposedBy, proposedThrough }: Grant): Promise<boolean> {
  const found = await together(tx, {
    clients: rowsOf(clients, eq(clients.id, proposedThrough), clients.id),
    members: rowsOf(members, proposedBy ? eq(members.id, proposedBy) : sql`false`, members.id),
  })
  const isThere = found.members.some(
    ({ id, active, roles }) => id === proposedBy && active && roles.includes('admin'),
  )
  return found.clients.some(({ revokedAt }) => revokedAt !== null) || (proposedBy !== null && !isThere)
}

export async function updateGrant(tx: Tx, { id }: Grant, changes: Partial<Grant>): Promise<Grant> {
  const [row] = await tx.update(grants).set(changes).where(eq(grants.id, id)).returning()
  return row!
}

/** What says whether rights are given by two in an organisation now; of whom an administrator's role was just taken, too. */
export async function keepersOf(tx: Tx, organisationId: string, now: Date): Promise<Keepers> {
  const isAdmin = and(eq(members.active, true), arrayContains(members.roles, ['admin']))
  const wasAdmin = gt(members.adminTakenAt, new Date(now.getTime() - KEEPS_COUNTING_MS))
  const counts = and(eq(members.organisationId, organisationId), or(isAdmin, wasAdmin))
  const found = await together(tx, {
    admins: sql<number>`(select count(*)::int from ${members} where ${counts})`,
    settings: rowsOf(
      organisationSettings,
      eq(organisationSettings.organisationId, organisationId),
      organisationSettings.organisationId,
    ),
  })
  const [settings] = found.settings
  return { admins: found.admins, set: settings?.set ?? {}, undecided: settings?.undecided ?? [] }
}
