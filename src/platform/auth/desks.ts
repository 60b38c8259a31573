import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Context, Services } from '../../context.ts'
import { askWithin, type Tx } from '../../db/client.ts'
import { zoneOf } from '../../db/schema/parties/rights.ts'
import { deskOf, desks } from '../../db/schema/recognition/desks.ts'
import { rowsFrom, together } from '../../db/together.ts'
import { linkRefusal } from '../pages/link-page.ts'
import { DEFAULT_ZONE, type Zone } from '../time-zone.ts'
import { digestSecret, newSecret } from './secrets.ts'

const DAYS = 30

/** A desk, and the time zone of the organisation whose member works there. */
export type Desk = typeof desks.$inferSelect & { zone: Zone }

type NewDesk = Pick<
  typeof desks.$inferInsert,
  'organisationId' | 'memberId' | 'travelled' | 'givenByOrganisation' | 'givenByMember'
>

/** Makes a desk, and ends the person's older one; returns its secret, which is not kept. Acting for their organisation. */
export async function makeDesk(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  values: NewDesk,
): Promise<{ id: string; secret: string; expiresAt: Date }> {
  const secret = newSecret()
  const createdAt = now()
  const expiresAt = new Date(createdAt.getTime() + DAYS * 86_400_000)
  await endDesks(tx, { memberId: values.memberId }, null, createdAt)
  const [made] = await tx
    .insert(desks)
    .values({ ...values, secretHash: digestSecret(secret), createdAt, expiresAt })
    .returning({ id: desks.id })
  return { id: made!.id, secret, expiresAt }
}

/** Ends those of these desks that still work; returns them. */
export async function endDesks(
  tx: Tx,
  { id, memberId }: { id?: string; memberId?: string },
  endedBy: string | null,
  now: Date,
): Promise<(typeof desks.$inferSelect)[]> {
  const which = id === undefined ? eq(desks.memberId, memberId!) : eq(desks.id, id)
  return tx
    .update(desks)
    .set({ endedAt: now, endedBy })
    .where(and(which, isNull(desks.endedAt), gt(desks.expiresAt, now)))
    .returning()
}

/** The desk of a secret, whether it works or not; refuses one that there never was. */
async function findDesk(services: Services, secret: string): Promise<Desk> {
  const hash = digestSecret(secret)
  const at = sql`${services.now().toISOString()}::timestamptz`
  const source = sql`${sql.raw(deskOf)}(${hash}, ${at}) as ${desks}`
  const found = await askWithin(services.db, () =>
    together(services.db.owner, {
      desks: rowsFrom(source, desks, undefined, desks.id),
      zone: sql<Zone | null>`(select ${sql.raw(zoneOf)}(organisation_id) from ${sql.raw(deskOf)}(${hash}, ${at}))`,
    }),
  )
  const [desk] = found.desks
  if (!desk) throw linkRefusal('unknown')
  return { ...desk, zone: found.zone ?? DEFAULT_ZONE }
}

/** The desk of a secret and a context that acts as its member; refuses one that is unknown, ended or expired. */
export async function followDesk(
  services: Services,
  secret: string,
  requestId: string,
): Promise<{ desk: Desk; ctx: Context }> {
  const desk = await findDesk(services, secret)
  if (desk.endedAt) throw linkRefusal('ended', { renewable: desk.endedBy === null })
  if (desk.expiresAt <= services.now()) throw linkRefusal('expired', { renewable: true })
  const { organisationId, memberId, id: deskId, travelled, givenByOrganisation, givenByMember } = desk
  const how = { travelled, givenByOrganisation, givenByMember }
  const actor = { organisationId, clientId: null, memberId, personId: null, deskId, desk: how }
  return { desk, ctx: { ...services, actor, requestId, answer: null } }
}

/** The desk of a secret, also where it is over, and a context that acts for nobody but the organisation whose it is. */
export async function recallDesk(
  services: Services,
  secret: string,
  requestId: string,
): Promise<{ desk: Desk; ctx: Context }> {
  const desk = await findDesk(services, secret)
  const actor = { organisationId: desk.organisationId, clientId: null, memberId: null, personId: null }
  return { desk, ctx: { ...services, actor, requestId, answer: null } }
}
