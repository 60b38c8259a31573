import { Refusal } from '../../errors.ts'
import type { Sentence } from '../words/sentence.ts'
import { say } from './words.ts'

export const roles = ['coordinator', 'mentor', 'assessor', 'validator', 'issuer', 'auditor', 'admin'] as const
export type Role = (typeof roles)[number]

/** What a client may be allowed at all, whoever acts through it. */
export const scopes = ['read', 'register', 'recognise', 'administer', 'operate'] as const
export type Scope = (typeof scopes)[number]

export type Actor = {
  organisationId: string
  clientId: string | null
  memberId: string | null
  /** Set instead of a client when a learner or guardian acts through a link. */
  personId: string | null
  roles: readonly Role[]
  scopes: readonly Scope[]
}

/**
 * Who may call a route. `scope` is asked of the client. `roles` is asked of the person when the token names one: any of
 * them is enough. `except` refuses a person who holds any of those. `person: true` refuses a token that names nobody.
 */
export type Access =
  | 'public'
  | { scope: Scope; roles?: readonly Role[]; except?: readonly Role[]; person?: true }

/** Refuses (`forbidden`) whoever may not call a route with this access. */
export function assertAccess(actor: Actor, access: Exclude<Access, 'public'>): void {
  if (!actor.scopes.includes(access.scope)) {
    throw new Refusal('forbidden', say('needs-scope', { scope: access.scope }))
  }
  if (access.person && actor.memberId === null) {
    throw new Refusal('forbidden', say('needs-person'))
  }
  if (actor.memberId !== null && access.roles && !access.roles.some((role) => actor.roles.includes(role))) {
    throw new Refusal('forbidden', say('needs-role', { roles: anyOf(access.roles) }))
  }
  const held = access.except?.filter((role) => actor.roles.includes(role)) ?? []
  if (held.length > 0) throw new Refusal('forbidden', say('closed-to-role', { roles: anyOf(held) }))
}

const anyOf =
  (wanted: readonly Role[]): Sentence =>
  (language) =>
    wanted.map((role) => `"${role}"`).join(` ${say('or')(language)} `)

/** The sentence the API description carries for each route. */
export function describeAccess(access: Access): string {
  if (access === 'public') return 'Open to all.'
  const closed = access.except ? `, and none of: ${access.except.join(', ')}` : ''
  const who = access.roles && access.roles.join(', ') + closed
  if (access.person)
    return `Needs the scope \`${access.scope}\` and a token that acts for a person${who ? `: ${who}` : ''}.`
  return `Needs the scope \`${access.scope}\`${who ? `; a token that acts for a person needs one of: ${who}` : ''}.`
}
