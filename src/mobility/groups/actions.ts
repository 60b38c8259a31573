import { actionsOn, type Hindrance, inPerson, onBehalf, type Subject } from '../../platform/actions/action.ts'
import type { Programme, SigningSide } from './group.ts'
import { say } from './words.ts'

/** A learning programme that an organisation is to sign: for which side, and who has. */
export type SigningProgramme = Subject & {
  signing?: {
    side: SigningSide
    signed: readonly SigningSide[]
    lacksMemorandum: boolean
    isOutdated: boolean
    isReturned: boolean
  }
}

/** A group that a mobility is to leave, where it is said which: whether it is part of it. */
type Leaving = Subject & { isPart?: boolean }

/** Each organisation signs a version once, as the group is now, and under a memorandum where the sender insists on one. */
function programmeHindrance({ signing }: SigningProgramme): Hindrance | null {
  if (!signing) return null
  const { side, signed, lacksMemorandum, isOutdated, isReturned } = signing
  if (isReturned) return { reason: 'wrong-state', sentence: say('returned') }
  if (signed.includes(side)) return { reason: 'conflict', sentence: say('signed-already') }
  if (isOutdated) return { reason: 'wrong-state', sentence: say('group-changed') }
  return lacksMemorandum ? { reason: 'wrong-state', sentence: say('no-memorandum') } : null
}

/** A version that the host is to return, where it is said which. */
export type ReturningProgramme = Subject & { asked?: Programme; newest?: Programme }

/** The host returns the newest version, once, and only before it has signed it. */
function returnHindrance({ asked, newest }: ReturningProgramme): Hindrance | null {
  if (!asked) return null
  if (asked !== newest) return { reason: 'wrong-state', sentence: say('not-newest') }
  if (asked.returned) return { reason: 'conflict', sentence: say('returned-already') }
  const isSigned = asked.signatures.some(({ party }) => party === 'hosting')
  return isSigned ? { reason: 'wrong-state', sentence: say('signed-by-host') } : null
}

const writing = {
  on: 'group-mobility',
  from: null,
  by: onBehalf('register', ['coordinator', 'admin'], 'sending'),
  hidden: 'group-mobility',
} as const

export const groupActions = {
  ...actionsOn()({
    registerGroup: {
      name: 'register-group',
      on: 'group-mobility',
      from: null,
      by: onBehalf('register', ['coordinator', 'admin']),
      route: 'POST /v1/group-mobilities',
      ledger: 'group.register',
    },
    changeGroup: {
      ...writing,
      name: 'change-group',
      route: 'PATCH /v1/group-mobilities/{id}',
      ledger: 'group.change',
    },
    draftProgramme: {
      ...writing,
      name: 'draft-programme',
      route: 'POST /v1/group-mobilities/{id}/programmes',
      ledger: 'programme.draft',
    },
    addParticipants: {
      ...writing,
      name: 'add-participants',
      route: 'POST /v1/group-mobilities/{id}/participants',
      ledger: 'group.join',
    },
    adoptProgramme: {
      name: 'adopt-programme',
      on: 'agreement',
      from: null,
      by: { service: 'consequence' },
      route: null,
      ledger: 'agreement.adopt-programme',
    },
  }),
  ...actionsOn<Leaving>()({
    withdrawParticipant: {
      ...writing,
      name: 'withdraw-participant',
      route: 'POST /v1/group-mobilities/{id}/participants/{mobility}/departure',
      ledger: 'group.leave',
      hinders: ({ isPart }) =>
        isPart === false ? { reason: 'wrong-state', sentence: say('not-part') } : null,
    },
  }),
  ...actionsOn<SigningProgramme>()({
    signProgramme: {
      name: 'sign-programme',
      on: 'group-mobility',
      from: null,
      independent: true,
      by: inPerson('recognise', ['coordinator'], 'either'),
      route: 'POST /v1/group-mobilities/{id}/programme/signatures',
      ledger: 'programme.sign',
      hinders: programmeHindrance,
    },
  }),
  ...actionsOn<ReturningProgramme>()({
    returnProgramme: {
      name: 'return-programme',
      on: 'group-mobility',
      from: null,
      by: inPerson('recognise', ['coordinator'], 'hosting'),
      route: 'POST /v1/group-mobilities/{id}/programmes/{number}/objection',
      ledger: 'programme.return',
      hinders: returnHindrance,
    },
  }),
}
