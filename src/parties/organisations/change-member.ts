import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import type { ChangedMember } from './schemas.ts'
import { getMember, type Member, updateMember } from './store.ts'

/** Changes a member; `assertVersion` refuses when it changed since it was read. */
export async function changeMember(
  ctx: Context,
  id: string,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedMember>,
): Promise<Member> {
  return write(ctx, async (tx) => {
    const member = await getMember(tx, ctx.actor.organisationId, id)
    assertVersion(member.version)
    const changed = await updateMember(tx, member, given(changes), ctx.now())
    if (!changed) throw new Refusal('stale', 'It was changed after you read it. Read it again.')
    await record(tx, ctx, 'member.change', id, { changed: Object.keys(changes) })
    return changed
  })
}
