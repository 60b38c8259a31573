import { and, asc, eq, getTableColumns, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { page } from '../../db/keyset.ts'
import { messages, ownersOf } from '../../db/schema/exchange/messages.ts'
import { mobilities } from '../../db/schema/mobility/mobilities.ts'
import { addressOf } from '../../db/schema/parties/addresses.ts'
import { members, organisationSettings } from '../../db/schema/parties/organisations.ts'
import { people } from '../../db/schema/parties/people.ts'
import { recognitions } from '../../db/schema/recognition/recognitions.ts'
import { notFound } from '../../errors.ts'
import type { LinkedAs } from '../../platform/auth/link-terms.ts'
import { sha256 } from '../../platform/hash.ts'
import type { Keyset } from '../../platform/http/pages.ts'
import { DEFAULT_ZONE } from '../../platform/time-zone.ts'

export type Message = typeof messages.$inferSelect
export type NewMessage = Omit<typeof messages.$inferInsert, 'id'>

/** Writes a message down; undefined where there is one for the same occasion already. */
export async function insertMessage(tx: Tx, values: NewMessage): Promise<Message | undefined> {
  const [row] = await tx.insert(messages).values(values).onConflictDoNothing().returning()
  return row
}

export async function updateMessage(
  tx: Tx,
  id: string,
  changes: Partial<Omit<Message, 'id' | 'organisationId'>>,
): Promise<Message> {
  const [row] = await tx.update(messages).set(changes).where(eq(messages.id, id)).returning()
  return row!
}

/** Held until the transaction ends; undefined where it is none of the acting organisation's. */
export async function lockMessage(tx: Tx, id: string): Promise<Message | undefined> {
  const [row] = await tx.select().from(messages).where(eq(messages.id, id)).for('update')
  return row
}

export async function getLockedMessage(tx: Tx, id: string): Promise<Message> {
  const row = await lockMessage(tx, id)
  if (!row) throw notFound('message')
  return row
}

/** Claims what is due first, for so long that nobody else takes it up while it is being sent. */
export async function claimMessage(owner: Tx, now: Date, leasedUntil: Date): Promise<Message | undefined> {
  const due = owner
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.state, 'queued'),
        lte(messages.dueAt, now),
        or(isNull(messages.leasedUntil), lte(messages.leasedUntil, now)),
      ),
    )
    .orderBy(asc(messages.dueAt), asc(messages.id))
    .limit(1)
    .for('update', { skipLocked: true })
  const [row] = await owner
    .update(messages)
    .set({ leasedUntil, attempts: sql`${messages.attempts} + 1` })
    .where(inArray(messages.id, due))
    .returning()
  return row
}

/** Gives a message back that could not even be tried. */
export async function giveBack(owner: Tx, id: string): Promise<void> {
  await owner
    .update(messages)
    .set({ leasedUntil: null, attempts: sql`${messages.attempts} - 1` })
    .where(and(eq(messages.id, id), eq(messages.state, 'queued')))
}

export type MessageFilter = {
  state?: Message['state'] | undefined
  personId?: string | undefined
  memberId?: string | undefined
}

export async function listMessages(
  tx: Tx,
  organisationId: string,
  keyset: Keyset,
  { state, personId, memberId }: MessageFilter,
): Promise<Message[]> {
  const { where, orderBy, limit } = page(keyset, { id: messages.id, updatedAt: messages.createdAt })
  return tx
    .select(getTableColumns(messages))
    .from(messages)
    .where(
      and(
        eq(messages.organisationId, organisationId),
        state === undefined ? undefined : eq(messages.state, state),
        personId === undefined ? undefined : eq(messages.personId, personId),
        memberId === undefined ? undefined : eq(messages.memberId, memberId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit)
}

/** What an address is known by when it does not work: nobody reads it from that. */
export const hashOfAddress = (organisationId: string, address: string): string =>
  sha256(`${organisationId}:${address.toLowerCase()}`)

/** Whether mail of this organisation came back from an address. */
export async function hasBounced(tx: Tx, organisationId: string, addressHash: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.organisationId, organisationId),
        eq(messages.addressHash, addressHash),
        // The release before this one notes it by the state alone.
        or(sql`${messages.state} = 'bounced'`, isNotNull(messages.bouncedAt)),
      ),
    )
    .limit(1)
  return row !== undefined
}

/** Where a learner is reached at a moment: `addressOf` them. */
const reachedAt = (now: Date) => sql`${sql.raw(addressOf)}(${people.id}, ${now.toISOString()}::timestamptz)`

/** Whether there is an address to send to, and whether the organisation has mail sent; null where that is not known here. */
export type Reachable = { mail: string | null; address: string | null; isKnown: boolean }

export async function findReachable(
  tx: Tx,
  organisationId: string,
  to: (LinkedAs & { personId: string }) | { memberId: string },
  now: Date,
): Promise<Reachable> {
  const own = eq(organisationSettings.organisationId, organisationId)
  const mail = sql<
    string | null
  >`(select ${organisationSettings.set} ->> 'mail' from ${organisationSettings} where ${own})`
  if ('memberId' in to) {
    const [row] = await tx
      .select({
        mail,
        address: sql<string | null>`${members.email}`,
        isKnown: sql<boolean>`${members.id} is not null`,
      })
      .from(sql`(select 1) as once`)
      .leftJoin(members, eq(members.id, to.memberId))
    return row!
  }
  const ofGuardian = to.secondGuardian ? people.secondGuardianEmail : people.guardianEmail
  const address = to.party === 'guardian' ? ofGuardian : reachedAt(now)
  const [row] = await tx
    .select({
      mail,
      address: sql<string | null>`${address}`,
      isKnown: sql<boolean>`${people.id} is not null`,
    })
    .from(sql`(select 1) as once`)
    .leftJoin(people, eq(people.id, to.personId))
  return row!
}

/** Whose these messages are, whoever asks; only whoever runs the service does. */
export async function findOwners(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; organisationId: string }[]> {
  if (ids.length === 0) return []
  return tx.select({ id: sql<string>`id`, organisationId: sql<string>`organisation_id` }).from(
    sql`${sql.raw(ownersOf)}(array[${sql.join(
      ids.map((id) => sql`${id}::uuid`),
      sql`, `,
    )}])`,
  )
}

export type CaseAudience = {
  personId: string
  hostingOrganisationId: string
  parties: LinkedAs[]
  /** Whether the organisation has the service tell of itself. */
  ofItself: boolean
}

/**
 * Who of a case can be told something: a learner who has an address, and each guardian of one who is under 18 today;
 * undefined where the organisation has no mail sent.
 */
export async function findTold(tx: Tx, recognitionId: string, now: Date): Promise<CaseAudience | undefined> {
  const { set } = organisationSettings
  const mail = sql`coalesce(${set} ->> 'mail', 'asked')`
  const today = sql`(${now.toISOString()}::timestamptz at time zone coalesce(${set} ->> 'timeZone', ${DEFAULT_ZONE}))::date`
  const isMinor = sql`coalesce(extract(year from age(${today}, ${people.birthDate})) < 18, not ${people.ofAge}, false)`
  const [row] = await tx
    .select({
      personId: mobilities.learnerId,
      hostingOrganisationId: recognitions.hostingOrganisationId,
      ofItself: sql<boolean>`${mail} = 'all'`,
      learner: sql<boolean>`${reachedAt(now)} is not null`,
      guardian: sql<boolean>`${people.guardianEmail} is not null and ${isMinor}`,
      secondGuardian: sql<boolean>`${people.secondGuardianEmail} is not null and ${isMinor}`,
    })
    .from(recognitions)
    .innerJoin(mobilities, eq(mobilities.id, recognitions.mobilityId))
    .innerJoin(people, eq(people.id, mobilities.learnerId))
    .leftJoin(organisationSettings, eq(organisationSettings.organisationId, recognitions.organisationId))
    .where(and(eq(recognitions.id, recognitionId), sql`${mail} <> 'none'`))
  if (!row) return undefined
  const { learner, guardian, secondGuardian, ...found } = row
  const parties: [LinkedAs, boolean][] = [
    [{ party: 'learner' }, learner],
    [{ party: 'guardian' }, guardian],
    [{ party: 'guardian', secondGuardian: true }, secondGuardian],
  ]
  return { ...found, parties: parties.flatMap(([party, isReached]) => (isReached ? [party] : [])) }
}
