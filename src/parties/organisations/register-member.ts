import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import type { NewMember } from './schemas.ts'
import { insertMember, type Member } from './store.ts'

/** Enters a person of the actor's organisation with the roles that they may act in. */
export async function registerMember(ctx: Context, input: z.infer<typeof NewMember>): Promise<Member> {
  return write(ctx, async (tx) => {
    const now = ctx.now()
    const member = await insertMember(tx, {
      organisationId: ctx.actor.organisationId,
      name: input.name,
      email: input.email ?? null,
      roles: [...new Set(input.roles)],
      externalId: input.externalId ?? null,
      createdAt: now,
      updatedAt: now,
    })
    await record(tx, ctx, 'member.register', member.id, { roles: member.roles })
    return member
  })
}
