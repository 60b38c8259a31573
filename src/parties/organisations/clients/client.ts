import type { Hindrance, Subject } from '../../../platform/actions/action.ts'
import type { Actor, Scope } from '../../../platform/auth/access.ts'
import { say } from '../words.ts'

/** An organisation that is to have a new client, and the scopes that this is to be given, where it is said already. */
export type NewClientOf = Subject & { scopes?: readonly Scope[] }

/** Nobody gives a client more than the token that they ask with has. */
export function unlessBeyond({ scopes = [] }: NewClientOf, actor: Actor): Hindrance | null {
  const beyond = scopes.filter((scope) => !actor.scopes.includes(scope))
  if (beyond.length === 0) return null
  return { reason: 'forbidden', sentence: say('beyond-this-token', { scopes: beyond.join(', ') }) }
}
