import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { organisationActions } from './actions.ts'
import type { ChangedMember } from './schemas.ts'
import { getMember, type Member, updateMember } from './store.ts'
import { say } from './words.ts'

/** Changes a member; `assertVersion` refuses when it changed since it was read. */
export async function changeMember(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedMember>,
): Promise<Member> {
  const hold = async (tx: Tx) => ({
    ...(await getMember(tx, ctx.actor.organisationId, id)),
    state: null,
    wanted: given(changes),
    ofSignIn: changes.subject !== undefined,
  })
  return act(ctx, organisationActions.changeMember, hold, async ({ tx, subject, now }) => {
    assertVersion(subject.version)
    const changed = await updateMember(tx, subject, given(changes), now)
    if (!changed) throw new Refusal('stale', say('changed-meanwhile'))
    return { value: changed, subjectId: id, details: { changed: Object.keys(changes) } }
  })
}
