import type { Hindrance, Subject } from '../../platform/actions/action.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { say } from './words.ts'

/** What is changed, and whether who signs in, or has to, is changed with it. */
export type SignInChange = Subject & { ofSignIn?: boolean }

/** Whoever says that people sign in themselves, or no longer, has done so: nobody is locked out, and no secret undoes it. */
export function unlessSwitchedInPerson({ ofSignIn }: SignInChange, { signedIn }: Actor): Hindrance | null {
  return ofSignIn && !signedIn ? { reason: 'forbidden', sentence: say('switched-in-person') } : null
}

/** Where people sign in themselves, no secret says who it is that does. */
export function unlessNamedInPerson(change: SignInChange, actor: Actor): Hindrance | null {
  const isFree = !change.ofSignIn || !actor.mustSignIn || actor.signedIn
  return isFree ? null : { reason: 'forbidden', sentence: say('named-in-person') }
}
