import type { Hindrance, Subject } from '../../platform/actions/action.ts'
import { say } from './words.ts'

/** A mobility, or what is of one, where it is known whether it was cancelled. */
export type OfMobility = Subject & { cancelledAt?: Date | null }

/** Of a mobility that was cancelled nothing is begun, signed or changed any more. */
export const unlessCancelled = ({ cancelledAt }: OfMobility): Hindrance | null =>
  cancelledAt ? { reason: 'wrong-state', sentence: say('cancelled') } : null
