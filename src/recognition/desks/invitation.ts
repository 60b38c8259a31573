import type { invitations } from '../../db/schema/recognition/desks.ts'
import type { Hindrance, Subject } from '../../platform/actions/action.ts'
import type { Actor, Role } from '../../platform/auth/access.ts'
import { say } from './words.ts'

export type Invitation = typeof invitations.$inferSelect

/** An invitation, and the address of the desk where it is to be handed over; null where we send it. */
export type Invited = Invitation & {
  link: { url: string; expiresAt: Date } | null
  messageId: string | null
}

/** Whom somebody is to be invited to work for, where it is said. */
export type Inviting = Subject & { hostId?: string }

/** What is known of a host before somebody is invited to work for it. */
export type Host = {
  /** Somebody administers it themselves. */
  hasAdmin: boolean
  /** Its member with this address, if any. */
  member: { id: string; active: boolean; roles: readonly Role[] } | null
}

/** To the desks of an organisation itself its administrator invites. */
export function unlessAdministering(
  { hostId }: Inviting,
  { organisationId, memberId, roles }: Actor,
): Hindrance | null {
  if (hostId !== organisationId || memberId === null || roles.includes('admin')) return null
  return { reason: 'forbidden', sentence: say('admin-invites') }
}

/** What nobody but the host's own administrator gives: a role, where it has one. */
export function givesMore({ hasAdmin, member }: Host, wanted: readonly Role[], isOwn: boolean): boolean {
  if (!hasAdmin && !isOwn) return false
  return member === null || wanted.some((role) => !member.roles.includes(role))
}

/** Whether somebody is to be authorised to assess who is no assessor. */
export const lacksRole = (assesses: readonly unknown[], roles: readonly Role[]): boolean =>
  assesses.length > 0 && !roles.includes('assessor')

/** A desk at which something is to be confirmed, where it is said which. */
export type Confirming = Subject & { travelled?: 'mail' | 'by-hand' }

/** What was done by hand is confirmed by another way than by hand. */
export const unlessByMail = ({ travelled = 'mail' }: Confirming): Hindrance | null =>
  travelled === 'mail' ? null : { reason: 'forbidden', sentence: say('only-by-mail') }
