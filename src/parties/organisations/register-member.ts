import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { organisationActions } from './actions.ts'
import type { NewMember } from './schemas.ts'
import { insertMember, type Member } from './store.ts'

/** Enters a person of the actor's organisation with the roles that they may act in. */
export async function registerMember(ctx: Context, input: z.infer<typeof NewMember>): Promise<Member> {
  const hold = async () => ({ ...(await own(ctx)()), ofSignIn: Boolean(input.subject) })
  return act(ctx, organisationActions.registerMember, hold, async ({ tx, actor, now }) => {
    const member = await insertMember(tx, {
      organisationId: actor.organisationId,
      name: input.name,
      email: input.email ?? null,
      roles: [...new Set(input.roles)],
      externalId: input.externalId ?? null,
      subject: input.subject ?? null,
      createdAt: now,
      updatedAt: now,
    })
    return { value: member, subjectId: member.id, details: { roles: member.roles } }
  })
}
