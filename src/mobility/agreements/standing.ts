import type { Hindrance, Subject } from '../../platform/actions/action.ts'
import { sideOf, stateName } from '../../platform/actions/may.ts'
import type { Actor } from '../../platform/auth/access.ts'
import { missingSignatures, type Party } from './agreement.ts'
import type { Slip, VersionWithSignatures } from './agreement-rows.ts'
import type { OpenCase } from './amendment.ts'
import { say } from './words.ts'

/** A mobility whose agreement is to have a version, and the case that is there, if any. */
export type Drafting = Subject & { open?: Pick<OpenCase, 'stage'> | null }

/** An agreement, and its version that is to be taken back, where it is said which. */
export type Withdrawing = Subject & { asked?: VersionWithSignatures; newest?: VersionWithSignatures }

/** An agreement that somebody is to be sent a link for, where it is said who, and whether a guardian signs it at all. */
export type Linking = Subject & { party?: 'learner' | 'guardian'; guardianSigns?: boolean }

/**
 * An agreement to be signed: by whom, who did before, whether a guardian signs it at all, and whether it lacks the memorandum
 * that it has to be signed under.
 */
export type Signing = Subject & {
  signing?: { party: Party; signed: readonly Party[]; guardianSigns: boolean; lacksMemorandum: boolean }
}

/** A signed agreement in which something was a slip, and what one side has said of it, where it is said what. */
export type Slipping = Subject & { slip?: Pick<Slip, 'side'> }

/** What one organisation has said, the other confirms. */
export function unlessOwn({ slip, ...subject }: Slipping, { organisationId }: Actor): Hindrance | null {
  if (slip?.side !== sideOf(subject, organisationId)) return null
  return { reason: 'wrong-state', sentence: say('other-confirms') }
}

const closed = ['certified', 'refused', 'withdrawn']

/** Once its case is closed, the agreement stays as it is. */
export function whileOpen({ open }: Drafting): Hindrance | null {
  if (!open || !closed.includes(open.stage)) return null
  const stage = stateName(open.stage, 'recognition')
  return { reason: 'wrong-state', sentence: say('case-closed', { stage }) }
}

/** Only the newest version is taken back, and only until everyone has signed it. */
export function unlessSigned({ asked, newest }: Withdrawing): Hindrance | null {
  if (!asked) return null
  if (asked !== newest) return { reason: 'wrong-state', sentence: say('not-newest') }
  const isSigned = missingSignatures(asked).length === 0
  return isSigned ? { reason: 'wrong-state', sentence: say('signed-by-everyone') } : null
}

/** A guardian signs for whoever is not of age. */
export function unlessOfAge({
  party,
  guardianSigns,
}: Pick<Linking, 'party' | 'guardianSigns'>): Hindrance | null {
  return party === 'guardian' && !guardianSigns ? { reason: 'wrong-state', sentence: say('of-age') } : null
}

/**
 * Each party signs a version once, a guardian for whoever is not of age; and without a memorandum in force only where the
 * sending organisation lets it.
 */
export function signingHindrance({ signing }: Signing): Hindrance | null {
  if (!signing) return null
  const { party, signed, guardianSigns, lacksMemorandum } = signing
  const ofAge = party === 'guardian' ? unlessOfAge({ party, guardianSigns }) : null
  if (ofAge) return ofAge
  if (signed.includes(party)) return { reason: 'conflict', sentence: say('signed-already', { party }) }
  return lacksMemorandum ? { reason: 'wrong-state', sentence: say('no-memorandum') } : null
}
