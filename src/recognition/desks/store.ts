import { and, desc, eq, getTableColumns, isNull, lt, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { agreementVersions, agreementWithdrawals } from '../../db/schema/mobility/agreements.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { mobilityStays } from '../../db/schema/mobility/stays.ts'
import { members } from '../../db/schema/parties/organisations.ts'
import { partnerships } from '../../db/schema/parties/partnerships.ts'
import { people } from '../../db/schema/parties/people.ts'
import { deskActs, desks, invitations, vouchedAddresses } from '../../db/schema/recognition/desks.ts'
import { rowsOf, together } from '../../db/together.ts'
import { notFound } from '../../errors.ts'
import { standingFor } from '../../mobility/agreements/versions/version-store.ts'
import { foldedColumn } from '../../parties/people/store.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import type { Host, Invitation } from './invitation.ts'

/** Whether somebody of an organisation has this address: one of its members, learners or their guardians. */
export async function isOwnAddress(tx: Tx, organisationId: string, address: string): Promise<boolean> {
  const ofMember = sql`exists (select 1 from ${members} where ${eq(members.organisationId, organisationId)}
    and ${foldedColumn(members.email)} = ${address})`
  const ofLearner = sql`exists (select 1 from ${people} where ${eq(people.organisationId, organisationId)}
    and (${foldedColumn(people.email)} = ${address} or ${foldedColumn(people.guardianEmail)} = ${address}
      or ${foldedColumn(people.secondGuardianEmail)} = ${address} or ${foldedColumn(people.privateEmail)} = ${address}))`
  const [row] = await tx
    .select({ isOwn: sql<boolean>`${ofMember} or ${ofLearner}` })
    .from(sql`(select 1) as once`)
  return row?.isOwn ?? false
}

/** Whether an organisation has a mobility with the other, or a memorandum. */
export async function isPartnerOf(tx: Tx, organisationId: string, hostId: string): Promise<boolean> {
  const mobility = sql`exists (select 1 from ${mobilities}
    where ${eq(mobilities.organisationId, organisationId)} and ${eq(mobilities.hostingOrganisationId, hostId)})`
  const stay = sql`exists (select 1 from ${mobilityStays}
    where ${eq(mobilityStays.organisationId, organisationId)} and ${eq(mobilityStays.hostingOrganisationId, hostId)})`
  const pair = (proposer: string, partner: string) =>
    and(eq(partnerships.organisationId, proposer), eq(partnerships.partnerId, partner))
  const memorandum = sql`exists (select 1 from ${partnerships}
    where (${or(pair(organisationId, hostId), pair(hostId, organisationId))}) and ${partnerships.endedOn} is null)`
  const [row] = await tx
    .select({ isPartner: sql<boolean>`${mobility} or ${stay} or ${memorandum}` })
    .from(sql`(select 1) as once`)
  return row?.isPartner ?? false
}

/** Acting for the host: whether somebody administers it, and who of it has this address. */
export async function findAtHost(tx: Tx, hostId: string, address: string): Promise<Host> {
  const found = await together(tx, {
    admin: sql<boolean>`exists (select 1 from ${members} where ${eq(members.organisationId, hostId)}
      and ${members.active} and 'admin' = any(${members.roles}))`,
    named: rowsOf(
      members,
      sql`${eq(members.organisationId, hostId)} and ${foldedColumn(members.email)} = ${address}`,
      members.id,
    ),
  })
  const [member] = found.named.toSorted((a, b) => Number(b.active) - Number(a.active))
  return { hasAdmin: found.admin, member: member ?? null }
}

export async function insertInvitation(tx: Tx, values: typeof invitations.$inferInsert): Promise<Invitation> {
  const [row] = await tx.insert(invitations).values(values).returning()
  return row!
}

/** The invitations of an organisation, the newest first. */
export async function listInvitations(tx: Tx, organisationId: string, keyset: Keyset): Promise<Invitation[]> {
  return tx
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.organisationId, organisationId),
        keyset.after ? lt(invitations.id, keyset.after.id) : undefined,
      ),
    )
    .orderBy(desc(invitations.id))
    .limit(keyset.limit + 1)
}

/** An invitation that was not taken back; undefined where there is none. */
export async function findOpenInvitation(tx: Tx, id: string): Promise<Invitation | undefined> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.id, id), isNull(invitations.withdrawnAt)))
  return row
}

/** Acting for the host: the newest invitation of a member that was not taken back; undefined where there is none. */
export async function findNewestInvitation(tx: Tx, memberId: string): Promise<Invitation | undefined> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.memberId, memberId), isNull(invitations.withdrawnAt)))
    .orderBy(desc(invitations.id))
    .limit(1)
  return row
}

/** Takes an invitation back, once; it is not there where it was taken back before. */
export async function takeInvitationBack(
  tx: Tx,
  { id, organisationId }: { id: string; organisationId: string },
  withdrawnBy: string | null,
  now: Date,
): Promise<Invitation> {
  const [row] = await tx
    .update(invitations)
    .set({ withdrawnAt: now, withdrawnBy })
    .where(
      and(
        eq(invitations.id, id),
        eq(invitations.organisationId, organisationId),
        isNull(invitations.withdrawnAt),
      ),
    )
    .returning()
  if (!row) throw notFound('invitation')
  return row
}

/** Acting for the host: whether anybody else's invitation of a member still holds. */
export async function isStillInvited(tx: Tx, memberId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.memberId, memberId), isNull(invitations.withdrawnAt)))
    .limit(1)
  return row !== undefined
}

export type DeskRow = Omit<typeof desks.$inferSelect, 'secretHash'> & { name: string; email: string | null }

/** The desks of an organisation's people, the newest first. */
export async function listDesks(tx: Tx, organisationId: string, keyset: Keyset): Promise<DeskRow[]> {
  const { secretHash: _secret, ...columns } = getTableColumns(desks)
  return tx
    .select({ ...columns, name: members.name, email: members.email })
    .from(desks)
    .innerJoin(members, eq(members.id, desks.memberId))
    .where(
      and(eq(desks.organisationId, organisationId), keyset.after ? lt(desks.id, keyset.after.id) : undefined),
    )
    .orderBy(desc(desks.id))
    .limit(keyset.limit + 1)
}

export type VouchedAddress = typeof vouchedAddresses.$inferSelect

export async function insertVouchedAddress(
  tx: Tx,
  values: typeof vouchedAddresses.$inferInsert,
): Promise<VouchedAddress | undefined> {
  const [row] = await tx.insert(vouchedAddresses).values(values).onConflictDoNothing().returning()
  return row
}

export type DeskAct = typeof deskActs.$inferSelect

export async function insertDeskAct(tx: Tx, values: typeof deskActs.$inferInsert): Promise<void> {
  await tx.insert(deskActs).values(values)
}

/** The signatures under the newest version of a mobility's agreement that wait to be confirmed. */
export async function listUnconfirmedSignatures(tx: Tx, mobilityId: string): Promise<DeskAct[]> {
  const newest = sql`(select ${agreementVersions.id} from ${agreementVersions}
    where ${eq(agreementVersions.mobilityId, mobilityId)} and not exists (select 1 from ${agreementWithdrawals}
      where ${agreementWithdrawals.versionId} = ${agreementVersions.id})
    order by ${agreementVersions.number} desc limit 1)`
  return tx
    .select()
    .from(deskActs)
    .where(
      and(
        sql`(${deskActs.subjectId} = ${newest} or ${deskActs.subjectId} in (${standingFor(newest)}))`,
        isNull(deskActs.confirmedAt),
      ),
    )
}

/** Notes that all that these members did was theirs; returns it. Acting for their organisation. */
export async function confirmActs(
  tx: Tx,
  which: { memberId: string } | { address: string },
  vouched: boolean,
  now: Date,
): Promise<DeskAct[]> {
  const theirs =
    'memberId' in which
      ? eq(deskActs.memberId, which.memberId)
      : sql`${deskActs.memberId} in (select ${members.id} from ${members} where lower(${members.email}) = ${which.address})`
  return tx
    .update(deskActs)
    .set({ confirmedAt: now, vouched })
    .where(and(theirs, isNull(deskActs.confirmedAt)))
    .returning()
}
