import { type Access, roles as allRoles, type Role } from '../auth/access.ts'
import type { Action, Doer } from './action.ts'

type Asked = { access: Access; actions: readonly Action[]; operation: string }

/** For the config of a route that does one of these actions: who may call it, and what it is called. */
export function does(...actions: Action[]): Asked {
  const first = actions[0]!
  return { access: accessOf(actions.map(({ by }) => by)), actions, operation: first.operation ?? first.key }
}

/** For the config of a route that only reads: what it is called, a verb and a noun, and who may call it. */
export const reads = (operation: string, access: Access): Asked => ({ access, actions: [], operation })

/** The same for what is the same for everyone and nobody's secret: whoever was answered may keep the answer. */
export const publishes = (operation: string, access: Access = 'public') =>
  ({ ...reads(operation, access), catalogue: true, also: [304] }) as const

/** What a route asks of whoever calls it, so that everyone passes who may do any of what it does. */
function accessOf(doers: Doer[]): Access {
  const members = doers.flatMap((by) => ('roles' in by ? [by] : []))
  const [first] = members
  if (!first) return 'public'
  const roles = [...new Set(members.flatMap((by): readonly Role[] => by.roles))]
  const asked = roles.length === allRoles.length ? {} : { roles }
  return {
    scope: first.scope,
    ...asked,
    ...(members.every((by) => by.person) ? { person: true as const } : {}),
  }
}
