import { Refusal } from '../../errors.ts'
import type { Sentence } from '../words/sentence.ts'
import type { Access, Actor, Role } from './access.ts'
import { say } from './words.ts'

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

/** Refuses (`forbidden`) whoever was a member and no longer is, whatever their token says. */
export function assertActive({ active }: { active: boolean }): void {
  if (!active) throw new Refusal('forbidden', say('no-longer-active'))
}

const anyOf =
  (wanted: readonly Role[]): Sentence =>
  (language) =>
    wanted.map((role) => `"${role}"`).join(` ${say('or')(language)} `)
