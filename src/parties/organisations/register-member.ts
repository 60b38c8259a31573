import type { z } from 'zod'
import { act, type Done, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { proposeGrant, waitsForSecond } from '../grants/propose-grant.ts'
import { organisationActions } from './actions.ts'
import type { NewMember } from './schemas.ts'
import { insertMember, type Member } from './store.ts'

type Registered = Member & { grantId: string | null }

/**
 * Enters a person of the actor's organisation with the roles that they may act in; these, and who signs in as them, wait for a
 * second person, where rights are given by two.
 */
export async function registerMember(ctx: Context, input: z.infer<typeof NewMember>): Promise<Registered> {
  const hold = async () => ({ ...(await own(ctx)()), ofSignIn: Boolean(input.subject) })
  const { registerMember: action } = organisationActions
  return act(ctx, action, hold, async ({ tx, actor, role, now }): Promise<Done<Registered>> => {
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
  })
}
