import { and, count, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { numberedUpTo, page } from '../../db/keyset.ts'
import type { ConfirmedIdentity, IdentifyingFacts } from '../../db/schema/parties/confirmed-identity.ts'
import { members, organisationSettings, organisations } from '../../db/schema/parties/organisations.ts'
import { notFound } from '../../errors.ts'
import type { Role } from '../../platform/auth/access.ts'
import type { Keyset, Seen } from '../../platform/http/pages.ts'
import { type Settings, withDefaults } from './settings.ts'

export type Organisation = typeof organisations.$inferSelect
export type Member = typeof members.$inferSelect

export async function insertOrganisation(
  tx: Tx,
  values: typeof organisations.$inferInsert,
): Promise<Organisation> {
  const [row] = await tx.insert(organisations).values(values).returning()
  return row!
}

/** For the first start only. */
export async function countOrganisations(owner: Tx): Promise<number> {
  const [row] = await owner.select({ all: count() }).from(organisations)
  return row?.all ?? 0
}

export async function listOrganisations(tx: Tx, keyset: Keyset): Promise<(Organisation & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, organisations)
  return tx
    .select({ ...getTableColumns(organisations), upTo: numberedUpTo(keyset) })
    .from(organisations)
    .where(where)
    .orderBy(...orderBy)
    .limit(limit)
}

export async function getOrganisation(tx: Tx, id: string): Promise<Organisation> {
  const row = await findOrganisation(tx, id)
  if (!row) throw notFound('organisation')
  return row
}

export async function findOrganisation(tx: Tx, id: string): Promise<Organisation | undefined> {
  const [row] = await tx.select().from(organisations).where(eq(organisations.id, id))
  return row
}

/** Changes an organisation as it was read; undefined when somebody else was faster. */
export async function updateOrganisation(
  tx: Tx,
  organisation: Organisation,
  changes: Partial<Organisation>,
  now: Date,
): Promise<Organisation | undefined> {
  const [row] = await tx
    .update(organisations)
    .set({ ...changes, version: sql`${organisations.version} + 1`, updatedAt: now })
    .where(and(eq(organisations.id, organisation.id), eq(organisations.version, organisation.version)))
    .returning()
  return row
}

/** Corrects the country of the organisation that is acted for. */
export async function updateCountry(tx: Tx, id: string, country: string, now: Date): Promise<Organisation> {
  const [row] = await tx
    .update(organisations)
    .set({ country, version: sql`${organisations.version} + 1`, updatedAt: now })
    .where(eq(organisations.id, id))
    .returning()
  return row!
}

/** Who has this Erasmus+ identifier now. */
export async function findByOid(tx: Tx, oid: string): Promise<Organisation | undefined> {
  const [row] = await tx.select().from(organisations).where(eq(organisations.oid, oid))
  return row
}

/** Takes its Erasmus+ identifier from the organisation that is acted for. */
export async function takeOid(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .update(organisations)
    .set({ oid: null, version: sql`${organisations.version} + 1`, updatedAt: now })
    .where(eq(organisations.id, id))
}

/** Writes who the organisation that is acted for is; without an identity, nobody confirms that. */
export async function updateIdentity(
  tx: Tx,
  id: string,
  stated: IdentifyingFacts & { identity: ConfirmedIdentity | null },
  now: Date,
): Promise<Organisation> {
  const [row] = await tx
    .update(organisations)
    .set({ ...stated, version: sql`${organisations.version} + 1`, updatedAt: now })
    .where(eq(organisations.id, id))
    .returning()
  return row!
}

export async function insertMember(tx: Tx, values: typeof members.$inferInsert): Promise<Member> {
  const [row] = await tx.insert(members).values(values).returning()
  return row!
}

export async function listMembers(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
): Promise<(Member & Seen)[]> {
  const { where, orderBy, limit } = page(keyset, members)
  return tx
    .select({ ...getTableColumns(members), upTo: numberedUpTo(keyset) })
    .from(members)
    .where(and(eq(members.organisationId, organisationId), where))
    .orderBy(...orderBy)
    .limit(limit)
}

export async function getMember(tx: Tx, organisationId: string, id: string): Promise<Member> {
  const [row] = await tx
    .select()
    .from(members)
    .where(and(eq(members.id, id), eq(members.organisationId, organisationId)))
  if (!row) throw notFound('member')
  return row
}

/** Changes a member as they were read; undefined when somebody else was faster. */
export async function updateMember(
  tx: Tx,
  member: Member,
  changes: Partial<Member>,
  now: Date,
): Promise<Member | undefined> {
  const [row] = await tx
    .update(members)
    .set({ ...changes, version: sql`${members.version} + 1`, updatedAt: now })
    .where(and(eq(members.id, member.id), eq(members.version, member.version)))
    .returning()
  return row
}

/** Gives a member further roles. */
export async function addRoles(tx: Tx, id: string, roles: readonly Role[], now: Date): Promise<void> {
  const more = sql`array(select distinct unnest(${members.roles} || ${sql.param(roles, members.roles)}))`
  await tx
    .update(members)
    .set({ roles: more, version: sql`${members.version} + 1`, updatedAt: now })
    .where(eq(members.id, id))
}

export type SettingsRow = typeof organisationSettings.$inferSelect

/** The settings of an organisation, defaults included; it reads them itself, and whoever hosts its learners does. */
export async function settingsOf(tx: Tx, organisationId: string): Promise<Settings> {
  return withDefaults((await findSettings(tx, organisationId))?.set ?? {})
}

/** What an organisation has set, or undefined while it has set nothing. */
export async function findSettings(tx: Tx, organisationId: string): Promise<SettingsRow | undefined> {
  const [row] = await tx
    .select()
    .from(organisationSettings)
    .where(eq(organisationSettings.organisationId, organisationId))
  return row
}

/** Writes the settings over version `before` (0: none yet); undefined when somebody else was faster. */
export async function writeSettings(
  tx: Tx,
  organisationId: string,
  before: number,
  set: Partial<Settings>,
  now: Date,
  undecided: string[] = [],
): Promise<SettingsRow | undefined> {
  const version = before + 1
  const [row] = await tx
    .insert(organisationSettings)
    .values({ organisationId, set, undecided, version, updatedAt: now })
    .onConflictDoUpdate({
      target: organisationSettings.organisationId,
      set: { set, undecided, version, updatedAt: now },
      setWhere: eq(organisationSettings.version, before),
    })
    .returning()
  return row
}
