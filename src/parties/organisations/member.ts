import type { Hindrance, Subject } from '../../platform/actions/action.ts'
import type { Actor, Role } from '../../platform/auth/access.ts'
import { say } from './words.ts'

/** What a member may do, and is to be allowed to. */
type Rights = { roles: readonly Role[]; active: boolean }

/** A member who is to be changed, and into what, where it is said already. */
export type MemberChange = Subject & Partial<Rights> & { id?: string; wanted?: Partial<Rights> }

/** What a change gives a member that they have not: roles, or a membership that had ended; null where it gives nothing. */
export function givenBy(
  { roles, active }: Rights,
  wanted: Partial<Rights>,
): { roles: Role[]; active: boolean } | null {
  const added = (wanted.roles ?? []).filter((role) => !roles.includes(role))
  const isBack = wanted.active === true && !active
  return added.length > 0 || isBack ? { roles: added, active: isBack } : null
}

/** Nobody gives themselves a role, or comes back by themselves. */
export function unlessToOneself(
  { id, roles = [], active = true, wanted = {} }: MemberChange,
  { memberId }: Actor,
): Hindrance | null {
  if (id === undefined || id !== memberId || !givenBy({ roles, active }, wanted)) return null
  return { reason: 'forbidden', sentence: say('not-to-oneself') }
}
