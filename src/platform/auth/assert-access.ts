import { Refusal } from '../../errors.ts'
import { DEFAULT_ZONE } from '../time-zone.ts'
import type { Sentence } from '../words/sentence.ts'
import type { Access, Actor, Admission, Asker, HeldRights, Role } from './access.ts'
import { say } from './words.ts'

/** Refuses (`forbidden`) whoever may not call a route with this access. */
export function assertAccess(
  actor: Pick<Actor, 'memberId' | 'roles' | 'scopes'>,
  access: Exclude<Access, 'public'>,
): void {
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

/**
 * Whoever asks, with what they may do now, whatever their token says. Refuses them where their client, or what they came
 * by, is there no more (`unauthenticated`), where they are no longer a member, or may no longer call the route (`forbidden`).
 */
export function actorWith(
  asker: Asker,
  rights: HeldRights | null,
  { scopes, access }: Admission = { scopes: [], access: null },
): Actor {
  if (!rights && asker.deskId) throw new Refusal('not-found', say('desk-gone'), [], { link: 'ended' })
  if (!rights) throw new Refusal('unauthenticated', say('client-gone'))
  if (asker.memberId !== null && !rights.active) throw new Refusal('forbidden', say('no-longer-active'))
  const held = scopes.filter((scope) => rights.scopes.includes(scope))
  const { mustSignIn, madeBy, byHand = false } = rights
  const zone = rights.zone ?? DEFAULT_ZONE
  if (asker.deskId && mustSignIn)
    throw new Refusal('forbidden', say('desk-needs-sign-in'), [], { link: 'sign-in' })
  const actor = { ...asker, roles: rights.roles ?? [], scopes: held, zone, mustSignIn, madeBy, byHand }
  if (access) assertAccess(actor, access)
  return actor
}

/** Refuses (`forbidden`) what became of a case to whoever may yet be asked to mark it in an appeal. */
export function assertNotBlind(isBlind: boolean): void {
  if (isBlind) throw new Refusal('forbidden', say('closed-to-markers'))
}

const anyOf =
  (wanted: readonly Role[]): Sentence =>
  (language) =>
    wanted.map((role) => `"${role}"`).join(` ${say('or')(language)} `)
