import type { GrantedRights, grants } from '../../db/schema/parties/grants.ts'
import type { Hindrance, Subject } from '../../platform/actions/action.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { type Settings, withDefaults } from '../organisations/settings.ts'
import { say } from './words.ts'

export type Grant = typeof grants.$inferSelect

/** A right that waits: who asked for it, and whether they, and the client that they asked through, still may. */
export type GrantStanding = Subject & { proposedBy?: string | null; isGone?: boolean }

/** For so long somebody from whom another one took the role of an administrator counts as one: that leaves no one alone. */
export const KEEPS_COUNTING_MS = 7 * 24 * 3600 * 1000

/** How many administrators an organisation has, what it has set, and which of it an upgrade has set for it. */
export type Keepers = { admins: number; set: Partial<Settings>; undecided: string[] }

/** Whether rights are given by two: an organisation with one administrator cannot, and one may have switched it off. */
export function isGivenByTwo({ admins, set }: Pick<Keepers, 'admins' | 'set'>): boolean {
  return admins >= 2 && withDefaults(set).secondPersonForRights
}

/** It takes two: whoever asked for it, who still has to be there, and another one. */
export function unlessSecond({ proposedBy, isGone }: GrantStanding, { memberId }: Actor): Hindrance | null {
  if (proposedBy && proposedBy === memberId) return { reason: 'forbidden', sentence: say('second-person') }
  return isGone ? { reason: 'conflict', sentence: say('proposer-gone') } : null
}

/** Who asks in person: where people sign in themselves, no secret of a client says that they do. */
export function asksInPerson({ memberId, mustSignIn, signedIn }: Actor): string | null {
  return mustSignIn && !signedIn ? null : memberId
}

/**
 * Whether the same client asked for a grant and confirms it, without both having signed in themselves: whoever has its secret,
 * and perhaps a sign-in of their own, can have been both.
 */
export function isByOneClient(
  { proposedThrough, takenOnThrough, proposedInPerson }: Grant,
  { clientId, signedIn }: Actor,
): boolean {
  return clientId === (takenOnThrough ?? proposedThrough) && !(signedIn && proposedInPerson)
}

/** What the ledger says of rights: that somebody signs in as a member, not who. */
export function toldOf({ subject, ...rights }: GrantedRights): Record<string, unknown> {
  return subject === undefined ? rights : { ...rights, subject: true }
}
