import type { z } from 'zod'
import { act, type Done } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { proposeGrant, waitsForSecond } from '../grants/propose-grant.ts'
import { organisationActions } from './actions.ts'
import { rightsGivenBy, takenFrom } from './member.ts'
import type { ChangedMember } from './schemas.ts'
import { getMember, type Member, updateMember } from './store.ts'
import { say } from './words.ts'

type Changed = Member & { grantId: string | null }

/**
 * Changes a member; `assertVersion` refuses when it changed since it was read. What takes a right away holds at once; what
 * gives one waits for a second person, where rights are given by two.
 */
export async function changeMember(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedMember>,
): Promise<Changed> {
  const hold = async (tx: Tx) => ({
    ...(await getMember(tx, ctx.actor.organisationId, id)),
    state: null,
    wanted: given(changes),
    ofSignIn: changes.subject !== undefined,
  })
  const { changeMember: action } = organisationActions
  return act(ctx, action, hold, async ({ tx, subject, actor, role, now }): Promise<Done<Changed>> => {
    assertVersion(subject.version)
    const { wanted, ...member } = subject
    const rights = rightsGivenBy(member, wanted)
    const waits = rights !== null && (await waitsForSecond(tx, member.organisationId, now))
    const atOnce = waits ? withoutMore(member, wanted) : wanted
    const taken = takenFrom(member, atOnce, { byThemselves: actor.memberId === id, now })
    const changed = await updateMember(tx, member, { ...atOnce, ...taken }, now)
    if (!changed) throw new Refusal('stale', say('changed-meanwhile'))
    const done = { subjectId: id, details: { changed: Object.keys(changes) } }
    if (!waits) return { ...done, value: { ...changed, grantId: null } }
    const asked = { kind: 'member', subjectId: id, rights } as const
    const { grantId, afterwards } = await proposeGrant(tx, ctx, { actor, role, now }, asked)
    return { ...done, value: { ...changed, grantId }, afterwards }
  })
}

/** The change without what it gives. */
function withoutMore({ roles, active, subject }: Member, wanted: Partial<Member>): Partial<Member> {
  return {
    ...wanted,
    roles: wanted.roles ? roles.filter((role) => wanted.roles!.includes(role)) : roles,
    active: active && (wanted.active ?? true),
    subject: wanted.subject === null ? null : subject,
  }
}
