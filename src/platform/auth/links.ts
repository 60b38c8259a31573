import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Context, Services } from '../../context.ts'
import { askWithin, type Tx } from '../../db/client.ts'
import { linkOf, links } from '../../db/schema/mobility/links.ts'
import { zoneOf } from '../../db/schema/parties/rights.ts'
import { rowsFrom, together } from '../../db/together.ts'
import { linkRefusal } from '../pages/link-page.ts'
import { DEFAULT_ZONE, type Zone } from '../time-zone.ts'
import { type LinkPurpose, linkTerms } from './link-terms.ts'
import { digestSecret, newSecret } from './secrets.ts'

/** A link, and the time zone of whoever made it. */
export type Link = typeof links.$inferSelect & { zone: Zone }

const endOf = (purpose: LinkPurpose, from: Date) =>
  new Date(from.getTime() + linkTerms[purpose].days * 86_400_000)

export type LinkToMake = Pick<
  typeof links.$inferInsert,
  | 'organisationId'
  | 'hostingOrganisationId'
  | 'purpose'
  | 'party'
  | 'secondGuardian'
  | 'personId'
  | 'subjectId'
  | 'mobilityId'
  | 'pinHash'
  | 'travelled'
>

/** What is known of a link that was just made; `ledger` is what the line of its making says beside. */
export type MadeLink = {
  secret: string
  expiresAt: Date
  ledger: { linkId: string; ended?: string[] }
}

/**
 * Makes a link for what one person may do; returns its secret, which is not kept. It works for as long as links of its
 * purpose do, and at least until `atLeast`; earlier ones for the same end, where only the newest works.
 */
export async function makeLink(
  tx: Tx,
  ctx: Context,
  values: LinkToMake,
  atLeast: Date | null = null,
): Promise<MadeLink> {
  const secret = newSecret()
  const createdAt = ctx.now()
  const usual = endOf(values.purpose, createdAt)
  const expiresAt = atLeast && atLeast > usual ? atLeast : usual
  const { secondGuardian = false } = values
  // Each of two guardians has their own.
  const same = { ...values, secondGuardian, id: undefined, mobilityId: undefined }
  const ended = linkTerms[values.purpose].onlyNewest ? await endLinks(tx, same, createdAt) : []
  const [made] = await tx
    .insert(links)
    .values({
      ...values,
      makerId: ctx.actor.memberId,
      secretHash: digestSecret(secret),
      createdAt,
      expiresAt,
    })
    .returning({ id: links.id })
  return { secret, expiresAt, ledger: { linkId: made!.id, ...(ended.length > 0 && { ended }) } }
}

/**
 * The link of a secret and a context that acts for its person; refuses one that is unknown, expired, or used where it
 * works once.
 */
export async function followLink(
  services: Services,
  purpose: LinkPurpose,
  secret: string,
  requestId: string,
): Promise<{ link: Link; ctx: Context }> {
  const link = await askWithin(services.db, () => findLink(services.db.owner, purpose, digestSecret(secret)))
  if (!link) throw linkRefusal('unknown')
  if (link.usedAt && linkTerms[purpose].uses === 'once') throw linkRefusal('used')
  if (link.endedAt) throw linkRefusal('ended')
  if (link.expiresAt <= services.now()) throw linkRefusal('expired')
  const actor = {
    organisationId: link.organisationId,
    clientId: null,
    memberId: null,
    personId: link.personId,
    linkId: link.id,
    through: { party: link.party, ...(link.secondGuardian && { secondGuardian: true as const }) },
  }
  return { link, ctx: { ...services, actor, requestId, answer: null } }
}

async function findLink(owner: Tx, purpose: LinkPurpose, hash: string): Promise<Link | undefined> {
  const source = sql`${sql.raw(linkOf)}(${hash}) as ${links}`
  const found = await together(owner, {
    links: rowsFrom(source, links, eq(links.purpose, purpose), links.id),
    zone: sql<Zone | null>`(select ${sql.raw(zoneOf)}(organisation_id) from ${sql.raw(linkOf)}(${hash}))`,
  })
  const [link] = found.links
  return link && { ...link, zone: found.zone ?? DEFAULT_ZONE }
}

/** Which links: all that agree with everything that is said. */
export type LinksOf = Partial<
  Pick<Link, 'id' | 'purpose' | 'party' | 'secondGuardian' | 'personId' | 'subjectId' | 'mobilityId'>
>

/**
 * Ends those of these links that somebody could still act through; returns their ids. What was acted through goes on
 * showing, unless somebody has ended it too, for whatever reason.
 */
export async function endLinks(
  tx: Tx,
  which: { [K in keyof LinksOf]: LinksOf[K] | undefined },
  now: Date,
  told?: { reason: string | null },
): Promise<string[]> {
  const { id, purpose, party, secondGuardian, personId, subjectId, mobilityId } = which
  const named = { id, purpose, party, secondGuardian, personId, subjectId, mobilityId }
  const asked = Object.entries(named).flatMap(([column, value]) =>
    value == null ? [] : [eq(links[column as keyof typeof named], value)],
  )
  if (asked.length === 0) throw new Error('all links of all')
  const ended = await tx
    .update(links)
    .set({ endedAt: now, ...(told && { endReason: told.reason }) })
    .where(
      and(...asked, told ? undefined : isNull(links.usedAt), isNull(links.endedAt), gt(links.expiresAt, now)),
    )
    .returning({ id: links.id })
  return ended.map((link) => link.id)
}

/** Notes that the page of a link was asked for; false where it was before. */
export async function noteOpened(tx: Tx, { id }: Link, now: Date): Promise<boolean> {
  const opened = await tx
    .update(links)
    .set({ openedAt: now })
    .where(and(eq(links.id, id), isNull(links.openedAt)))
    .returning({ id: links.id })
  return opened.length > 0
}

/** Notes that the holder of a link has said rightly when the learner was born. */
export async function noteBirthDateSaid(tx: Tx, { id }: Pick<Link, 'id'>, now: Date): Promise<void> {
  await tx
    .update(links)
    .set({ birthDateSaidAt: now })
    .where(and(eq(links.id, id), isNull(links.birthDateSaidAt)))
}

/** Notes that a link went out by mail. */
export async function noteSent(tx: Tx, id: string, sentAt: Date): Promise<void> {
  await tx.update(links).set({ sentAt }).where(eq(links.id, id))
}

/** Notes that a value somebody else keeps was used under a link; false when it was used before, by whomever. */
export async function spendOnce(
  tx: Tx,
  ctx: Context,
  under: Link,
  purpose: 'wallet-nonce',
  value: string,
): Promise<boolean> {
  const { organisationId, hostingOrganisationId, party, personId, subjectId } = under
  const at = ctx.now()
  const expiresAt = endOf(purpose, at)
  const noted = await tx
    .insert(links)
    .values({
      organisationId,
      hostingOrganisationId,
      party,
      personId,
      subjectId,
      purpose,
      secretHash: digestSecret(value),
      createdAt: at,
      expiresAt,
      usedAt: at,
    })
    .onConflictDoNothing()
    .returning({ id: links.id })
  return noted.length > 0
}

/** Counts one more try of the code that a link needs, or of what its holder has to know, and returns which it is: two at once are two. */
export async function countTry(tx: Tx, { id }: Link): Promise<number> {
  const [counted] = await tx
    .update(links)
    .set({ tries: sql`${links.tries} + 1` })
    .where(eq(links.id, id))
    .returning({ tries: links.tries })
  return counted?.tries ?? Number.POSITIVE_INFINITY
}

/**
 * Uses the link up, in the transaction of what it is for. The second of two users at once is refused. A link that works as
 * often as it is followed is not used up.
 */
export async function useLink(tx: Tx, link: Link, now: Date): Promise<void> {
  if (linkTerms[link.purpose].uses === 'many') return
  const used = await tx
    .update(links)
    .set({ usedAt: now })
    .where(and(eq(links.id, link.id), isNull(links.usedAt)))
    .returning({ id: links.id })
  if (used.length === 0) throw linkRefusal('used')
}
