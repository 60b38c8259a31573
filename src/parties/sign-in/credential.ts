import { Refusal } from '../../errors.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { say } from './words.ts'

/** So many secrets of a client work at a time: one that goes, and the one that takes its place. */
export const SECRETS_AT_ONCE = 2

/** When something is to expire, if ever; refuses a moment that has passed. */
export function assertAhead(
  expiresAt: string | null | undefined,
  now: Date,
  pointer = '/expiresAt',
): Date | null {
  if (!expiresAt) return null
  const moment = new Date(expiresAt)
  if (moment > now) return moment
  const fault = { in: 'body' as const, pointer, detail: say('not-in-future') }
  throw new Refusal('bad-input', say('expires-too-early'), [fault])
}

/**
 * Who in person knows what is made now: whoever asks or, where they come in nobody's name, who made the credential that they
 * came by. So what replaces it ends when that would have.
 */
export function whoKnows({ memberId, madeBy = null }: Actor): string | null {
  return memberId ?? madeBy
}

/** Whether a client replaces what it has itself, in nobody's name: that gives no right to anybody. */
export function isRotation({ clientId, memberId }: Actor, ofClient: string): boolean {
  return clientId === ofClient && memberId === null
}
