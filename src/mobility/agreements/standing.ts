import type { Hindrance } from '../../platform/actions/action.ts'
import { sideOf, stateName } from '../../platform/actions/may.ts'
import { isOfOneDay } from '../../platform/actions/same-day.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { say as sayOfGroups } from '../groups/words.ts'
import { type OfMobility, unlessCancelled } from '../mobilities/standing.ts'
import { missingSignatures, type Party } from './agreement.ts'
import type { Slip, VersionWithSignatures } from './agreement-rows.ts'
import type { OpenCase } from './amendment.ts'
import { say } from './words.ts'

/** A mobility whose agreement is to have a version, and the case that is there, if any. */
export type Drafting = OfMobility & { groupId?: string | null; open?: Pick<OpenCase, 'stage'> | null }

/** An agreement, and its version that is to be taken back, where it is said which. */
export type Withdrawing = OfMobility & {
  groupId?: string | null
  asked?: VersionWithSignatures
  newest?: VersionWithSignatures
}

/** An agreement whose withdrawn version is to come back, where it is said which; whether a newer one is there, and when. */
export type ComingBack = Drafting & { asked?: VersionWithSignatures; isLast?: boolean; asOf?: Date }

/** An agreement that somebody is to be sent a link for, where it is said who: what whoever signs it has to be told. */
export type Linking = Signing

/**
 * An agreement to be signed: by whom, who did before, whether a guardian signs it at all, and whether it lacks the memorandum
 * that it has to be signed under.
 */
export type Signing = OfMobility & {
  signing?: {
    party: Party
    /** Whether they have signed, or the other guardian where one is enough. */
    hasSigned: boolean
    guardianSigns: boolean
    /** Whether the learner has come of age since they signed, and signs in the place of a guardian who has not. */
    takesOver: boolean
    lacksMemorandum?: boolean
    /** Whether it was drafted with another host than the mobility has now. */
    withFormer: boolean
    /** The host does not sign it as it is. */
    isReturned?: boolean
  }
}

/** A signed agreement in which something was a slip, and what one side has said of it, where it is said what. */
export type Slipping = OfMobility & { slip?: Pick<Slip, 'side'> }

/** What one organisation has said, the other confirms. */
export function unlessOwn({ slip, ...subject }: Slipping, { organisationId }: Actor): Hindrance | null {
  if (slip?.side !== sideOf(subject, organisationId)) return unlessCancelled(subject)
  return { reason: 'wrong-state', sentence: say('other-confirms') }
}

const closed = ['certified', 'refused', 'withdrawn']

/** Once its case is closed, the agreement stays as it is; while it is in a group, its learning programme stands in it. */
export function whileOpen({ open, ...mobility }: Drafting): Hindrance | null {
  if (mobility.groupId) return { reason: 'wrong-state', sentence: sayOfGroups('in-group') }
  if (!open || !closed.includes(open.stage)) return unlessCancelled(mobility)
  const stage = stateName(open.stage, 'recognition')
  return { reason: 'wrong-state', sentence: say('case-closed', { stage }) }
}

/** Only the newest version is taken back, and only until everyone has signed it. */
export function unlessSigned({ asked, newest, ...mobility }: Withdrawing): Hindrance | null {
  if (!asked || mobility.cancelledAt) return unlessCancelled(mobility)
  if (mobility.groupId) return { reason: 'wrong-state', sentence: sayOfGroups('in-group') }
  if (asked !== newest) return { reason: 'wrong-state', sentence: say('not-newest') }
  // It was taken back and came back: that is not done over and over.
  if (asked.withdrawnAt) return { reason: 'wrong-state', sentence: say('came-back') }
  const isSigned = missingSignatures(asked).length === 0
  return isSigned ? { reason: 'wrong-state', sentence: say('signed-by-everyone') } : null
}

/** What was taken back comes back once, within its day, while nothing newer is there. */
export function unlessWithdrawnToday(
  { asked, isLast, asOf, open, ...mobility }: ComingBack,
  actor: Actor,
): Hindrance | null {
  if (!asked || !asOf) return unlessCancelled(mobility)
  const why = (sentence: Sentence): Hindrance => ({ reason: 'wrong-state', sentence })
  if (!asked.withdrawn || !asked.withdrawnAt) return why(say('not-withdrawn'))
  if (!isOfOneDay(asked.withdrawnAt, asOf, actor)) return why(say('withdrawn-another-day'))
  if (!isLast) return why(say('newer-there'))
  return whileOpen({ ...mobility, ...(open !== undefined && { open }) })
}

/** A version that the host is to return, where it is said which. */
export type Returning = OfMobility & { asked?: VersionWithSignatures; newest?: VersionWithSignatures }

/** The host returns the newest version, once, and only before it has signed it. */
export function unlessSignedByHost({ asked, newest, ...mobility }: Returning): Hindrance | null {
  if (!asked || mobility.cancelledAt) return unlessCancelled(mobility)
  if (asked !== newest) return { reason: 'wrong-state', sentence: say('not-newest') }
  if (asked.returned) return { reason: 'conflict', sentence: say('returned-already') }
  const isSigned = asked.signatures.some(({ party }) => party === 'hosting')
  return isSigned ? { reason: 'wrong-state', sentence: say('signed-by-host') } : null
}

/**
 * Each party signs a version once, a guardian for whoever is not of age that day; and without a memorandum in force only where the
 * sending organisation lets it.
 */
export function signingHindrance({ signing, ...mobility }: Signing): Hindrance | null {
  if (!signing || mobility.cancelledAt) return unlessCancelled(mobility)
  const { party, hasSigned, guardianSigns, takesOver, lacksMemorandum, withFormer, isReturned } = signing
  if (isReturned) return { reason: 'wrong-state', sentence: say('returned') }
  if (withFormer) return { reason: 'wrong-state', sentence: say('with-former-host') }
  if (hasSigned && !(party === 'learner' && takesOver))
    return { reason: 'conflict', sentence: say('signed-already', { party }) }
  if (party === 'guardian' && !guardianSigns) return { reason: 'wrong-state', sentence: say('of-age') }
  return lacksMemorandum ? { reason: 'wrong-state', sentence: say('no-memorandum') } : null
}
