import type { z } from 'zod'
import { act, own } from '../../act.ts'
import type { Context } from '../../context.ts'
import { organisationActions } from './actions.ts'
import { enterMember, type Registered } from './many/entered-member.ts'
import type { NewMember } from './schemas.ts'

/**
 * Enters a person of the actor's organisation with the roles that they may act in; these, and who signs in as them, wait for a
 * second person, where rights are given by two.
 */
export async function registerMember(ctx: Context, input: z.infer<typeof NewMember>): Promise<Registered> {
  const hold = async () => ({ ...(await own(ctx)()), ofSignIn: Boolean(input.subject) })
  const { registerMember: action } = organisationActions
  return act(ctx, action, hold, ({ tx, ...acting }) => enterMember(tx, ctx, acting, input))
}
