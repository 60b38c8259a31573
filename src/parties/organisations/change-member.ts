import type { z } from 'zod'
import { act, type Done } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { proposeGrant, waitsForSecond } from '../grants/propose-grant.ts'
import { organisationActions } from './actions.ts'
import { rightsGivenBy, takenFrom } from './member.ts'
import { type Parted, partFromMember } from './part-from-member.ts'
import type { ChangedMember } from './schemas.ts'
import { getMember, type Member, updateMember } from './store.ts'
import { say } from './words.ts'

type Changed = Member & { grantId: string | null; ended: Parted['ended'] }

/**
 * Changes a member; `assertVersion` refuses when it changed since it was read. What takes a right away holds at once; what
 * gives one waits for a second person, where rights are given by two. The secrets and keys that they have made end with a
 * membership.
 */
export async function changeMember(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  { keepCredentials = false, ...changes }: z.infer<typeof ChangedMember>,
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
    const leaves = member.active && !changed.active
    const acting = { actor, role, now, keep: keepCredentials }
    const parted = leaves ? await partFromMember(tx, ctx, member, acting) : nothingParted
    const asked = { kind: 'member', subjectId: id, rights: rights ?? {} } as const
    const grant = waits ? await proposeGrant(tx, ctx, { actor, role, now }, asked) : null
    return {
      subjectId: id,
      details: { changed: Object.keys(changes) },
      value: { ...changed, grantId: grant?.grantId ?? null, ended: parted.ended },
      afterwards: async () => {
        await parted.afterwards()
        await grant?.afterwards()
      },
    }
  })
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
