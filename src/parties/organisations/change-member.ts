import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { given } from '../../platform/http/given.ts'
import { organisationActions } from './actions.ts'
import { type Changed, changeHeldMember } from './many/entered-member.ts'
import type { ChangedMember } from './schemas.ts'
import { getMember } from './store.ts'

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
  return act(ctx, action, hold, ({ tx, subject, ...acting }) => {
    assertVersion(subject.version)
    const { wanted, ...member } = subject
    return changeHeldMember(tx, ctx, acting, member, wanted, { keepCredentials })
  })
}
