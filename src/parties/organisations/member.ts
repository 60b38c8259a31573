import type { GrantedRights } from '../../db/schema/parties/grants.ts'
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

/** The same, and who signs in as the member, where that is somebody else than before. */
export function rightsGivenBy(
  member: Rights & { subject: string | null },
  wanted: Partial<Rights> & { subject?: string | null },
): GrantedRights | null {
  const more = givenBy(member, wanted)
  const { subject } = wanted
  const rights: GrantedRights = {
    ...(more && more.roles.length > 0 ? { roles: more.roles } : {}),
    ...(more?.active ? { active: true } : {}),
    ...(subject && subject !== member.subject ? { subject } : {}),
  }
  return Object.keys(rights).length > 0 ? rights : null
}

const isAdmin = ({ active, roles }: Rights) => active && roles.includes('admin')

/**
 * What a change says of when somebody else took a member's right to administer: nobody is to have the last word alone by
 * taking it from the others first. Whoever gives it up themselves leaves the others to act.
 */
export function takenFrom(
  before: Rights,
  changes: Partial<Rights>,
  { byThemselves, now }: { byThemselves: boolean; now: Date },
): { adminTakenAt?: Date | null } {
  const after = { ...before, ...changes }
  if (isAdmin(after)) return isAdmin(before) ? {} : { adminTakenAt: null }
  return isAdmin(before) && !byThemselves ? { adminTakenAt: now } : {}
}

/** Nobody gives themselves a role, or comes back by themselves. */
export function unlessToOneself(
  { id, roles = [], active = true, wanted = {} }: MemberChange,
  { memberId }: Actor,
): Hindrance | null {
  if (id === undefined || id !== memberId || !givenBy({ roles, active }, wanted)) return null
  return { reason: 'forbidden', sentence: say('not-to-oneself') }
}
