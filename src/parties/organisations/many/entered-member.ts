import type { z } from 'zod'
import type { Acting, Done } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { Refusal } from '../../../errors.ts'
import type { Subject } from '../../../platform/actions/action.ts'
import { proposeGrant, waitsForSecond } from '../../grants/propose-grant.ts'
import { rightsGivenBy, takenFrom } from '../member.ts'
import { type Parted, partFromMember } from '../part-from-member.ts'
import type { NewMember } from '../schemas.ts'
import { insertMember, type Member, updateMember } from '../store.ts'
import { say } from '../words.ts'

/** Who enters or changes a member, and may. */
export type ActingForOne = Omit<Acting<Subject>, 'subject' | 'tx'>

export type Registered = Member & { grantId: string | null }
export type Changed = Member & { grantId: string | null; ended: Parted['ended'] }

/** Enters a member with their rights, which wait where rights are given by two. */
export async function enterMember(
  tx: Tx,
  ctx: Context,
  { actor, role, now }: ActingForOne,
  input: z.infer<typeof NewMember>,
): Promise<Done<Registered>> {
  const { organisationId } = actor
  const { subject = null } = input
  const roles = [...new Set(input.roles)]
  const waits = await waitsForSecond(tx, organisationId, now)
  const member = await insertMember(tx, {
    organisationId,
    name: input.name,
    email: input.email ?? null,
    externalId: input.externalId ?? null,
    ...(waits ? { roles: [] } : { roles, subject }),
    createdAt: now,
    updatedAt: now,
  })
  const done = { subjectId: member.id, details: { roles: member.roles } }
  if (!waits) return { ...done, value: { ...member, grantId: null } }
  const rights = { roles, ...(subject === null ? {} : { subject }) }
  const asked = { kind: 'member', subjectId: member.id, rights } as const
  const { grantId, afterwards } = await proposeGrant(tx, ctx, { actor, role, now }, asked)
  return { ...done, value: { ...member, grantId }, afterwards }
}

/** Changes a member who was read in this transaction. */
export async function changeHeldMember(
  tx: Tx,
  ctx: Context,
  { actor, role, now }: ActingForOne,
  member: Member,
  wanted: Partial<Member>,
  { keepCredentials }: { keepCredentials: boolean },
): Promise<Done<Changed>> {
  const { id } = member
  const rights = rightsGivenBy(member, wanted)
  const waits = rights !== null && (await waitsForSecond(tx, member.organisationId, now))
  const atOnce = waits ? withoutMore(member, wanted) : wanted
  const taken = takenFrom(member, atOnce, { byThemselves: actor.memberId === id, now })
  const changed = await updateMember(tx, member, { ...atOnce, ...taken }, now)
  if (!changed) throw new Refusal('stale', say('changed-meanwhile'))
  const leaves = member.active && !changed.active
  const acting = { actor, role, now, keep: keepCredentials }
  const parted = leaves ? await partFromMember(tx, ctx, member, acting) : nothingParted
  const asked = { kind: 'member', subjectId: id, rights: rights ?? {} } as const
  const grant = waits ? await proposeGrant(tx, ctx, { actor, role, now }, asked) : null
  return {
    subjectId: id,
    details: { changed: Object.keys(wanted) },
    value: { ...changed, grantId: grant?.grantId ?? null, ended: parted.ended },
    afterwards: async () => {
      await parted.afterwards()
      await grant?.afterwards()
    },
  }
}

const nothingParted: Parted = { ended: [], afterwards: async () => {} }

/** The change without what it gives. */
function withoutMore({ roles, active, subject }: Member, wanted: Partial<Member>): Partial<Member> {
  return {
    ...wanted,
    roles: wanted.roles ? roles.filter((role) => wanted.roles!.includes(role)) : roles,
    active: active && (wanted.active ?? true),
    subject: wanted.subject === null ? null : subject,
  }
}
