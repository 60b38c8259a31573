import { notFound, type Reason, Refusal } from '../../errors.ts'
import type { Actor, Role } from '../auth/access.ts'
import type { Sentence } from '../words/sentence.ts'
import type { Action, Part, Side, Subject } from './action.ts'
import { anyOf } from './who-may.ts'
import { say } from './words.ts'

/** Why not: the sentence is for whoever asks. Only what is thrown is made a refusal, for that takes long. */
type Why = { reason: Reason; sentence: Sentence }

/**
 * Why this actor may not do this with this thing now, or null: the side they sit on, their role, how they came in, a part
 * they took, the state of the thing, what they are to it, in that order. What is missing first is another question (`blockers`).
 */
export function refusalOf<S extends Subject>(action: Action<S>, subject: S, actor: Actor): Refusal | null {
  const why = whyNot(action, subject, actor)
  return why && new Refusal(why.reason, why.sentence)
}

/** Whether nothing of that keeps them from it. */
export const mayDo = <S extends Subject>(action: Action<S>, subject: S, actor: Actor): boolean =>
  whyNot(action, subject, actor) === null

function whyNot<S extends Subject>(action: Action<S>, subject: S, actor: Actor): Why | null {
  const { by } = action
  if ('service' in by) return because('forbidden', say('by-the-service'))
  if ('link' in by)
    return actor.personId === null && !(actor.deskId && by.parties.includes('member'))
      ? because('forbidden', say('through-a-link'))
      : (stateRefusal(action, subject) ?? hindrance(action, subject, actor))
  return (
    sideRefusal(action, by.side, subject, actor) ??
    roleRefusal(by.roles, by.person === true, actor) ??
    signInRefusal(action, actor) ??
    partRefusal(action, subject, actor.memberId) ??
    stateRefusal(action, subject) ??
    hindrance(action, subject, actor)
  )
}

const because = (reason: Reason, sentence: Sentence): Why => ({ reason, sentence })

/** Refuses what `refusalOf` says. */
export function assertMay<S extends Subject>(action: Action<S>, subject: S, actor: Actor): void {
  const refusal = refusalOf(action, subject, actor)
  if (refusal) throw refusal
}

/** Refuses with everything that is missing first. */
export function assertUnblocked<S extends Subject>(action: Action<S>, subject: S): void {
  const blockers = action.blockers?.(subject) ?? []
  if (blockers.length > 0)
    throw new Refusal('blocked', say('something-missing'), [], {
      blockers: blockers.map(({ code, by, sentence, competence, fields, guardian }) => ({
        code,
        by,
        sentence,
        ...(competence ? { competence } : {}),
        ...(fields ? { fields } : {}),
        ...(guardian ? { guardian } : {}),
      })),
    })
}

/** The role in which this actor, who may do it, does it; where several allow it, the one that the table names first. */
export function roleFor(action: Action, { roles }: Pick<Actor, 'roles'>): Role | null {
  if (!('roles' in action.by)) return null
  return action.by.roles.find((role) => roles.includes(role)) ?? null
}

/** On which side of a thing an organisation sits; null: it has no part in it. */
export function sideOf(subject: Subject, organisationId: string): 'sending' | 'hosting' | null {
  if (organisationId === subject.organisationId) return 'sending'
  return organisationId === subject.hostingOrganisationId || organisationId === subject.partnerId
    ? 'hosting'
    : null
}

/** The side that a row speaks of, for this thing: the memorandum says which one assesses. */
export function resolvedSide(side: Side, { assessedBy }: Subject): Exclude<Side, 'assessing'> {
  return side === 'assessing' ? (assessedBy ?? 'either') : side
}

function sideRefusal(
  { hidden }: Action,
  side: Side,
  subject: Subject,
  { organisationId }: Actor,
): Why | null {
  const wanted = resolvedSide(side, subject)
  if (hidden && sideOf(subject, organisationId) !== 'sending') return notFound(hidden)
  if (wanted === 'any' || sitsOn(wanted, subject, organisationId)) return null
  if (wanted === 'either') return because('forbidden', say('no-part'))
  if (wanted === 'partner') return because('forbidden', say('partner-confirms'))
  if (wanted === 'own') return because('forbidden', say('own-only'))
  return because('forbidden', say(side === 'assessing' ? 'assesses' : 'side-only', { side: wanted }))
}

function sitsOn(
  wanted: Exclude<Side, 'assessing' | 'any'>,
  subject: Subject,
  organisationId: string,
): boolean {
  const own = sideOf(subject, organisationId)
  if (wanted === 'own') return organisationId === (subject.ownerId ?? subject.organisationId)
  if (wanted === 'either') return own !== null
  return own === (wanted === 'sending' ? 'sending' : 'hosting')
}

function roleRefusal(roles: readonly Role[], person: boolean, actor: Actor): Why | null {
  if (actor.memberId === null) return person ? because('forbidden', say('persons-act')) : null
  if (roles.some((role) => actor.roles.includes(role))) return null
  return because('forbidden', say('needs-role', { roles: anyOf(roles.map((role) => say('role', { role }))) }))
}

/** A secret of a client speaks for nobody where the organisation of whoever acts asks that they sign in themselves. */
function signInRefusal({ signIn }: Action, { mustSignIn, signedIn }: Actor): Why | null {
  return signIn && mustSignIn && !signedIn ? because('forbidden', say('sign-in-yourself')) : null
}

function partRefusal({ apart }: Action, { took }: Subject, memberId: string | null): Why | null {
  if (!apart || !took || memberId === null) return null
  const taken = (Object.keys(took) as (keyof typeof took)[]).filter((part) => took[part]?.includes(memberId))
  if (apart === 'any') return taken.length === 0 ? null : because('forbidden', say('took-part'))
  const other = taken.find((part): part is Part => part !== apart && part !== 'any')
  if (!other) return null
  const facts = { taken: say('part', { part: other }), part: say('part', { part: apart }) }
  return because('forbidden', say('took-part-as', facts))
}

/** Of what is over, only that is said; of anything else, when it would be possible. */
function stateRefusal({ from, name, on }: Action, { state }: Subject): Why | null {
  if (from === null || (state !== null && from.includes(state))) return null
  const facts = { thing: say('thing', { noun: on }), state: stateName(state, on) }
  const states = anyOf(from.map((possible) => stateName(possible, on)))
  return because(
    'wrong-state',
    from.length > 3 ? say('thing-is', facts) : say('possible-when', { ...facts, action: name, states }),
  )
}

type State = Parameters<typeof say<'state'>>[1]['state']

/** A state of something in words, such as "in assessment". */
export const stateName = (state: string | null, of: Action['on']): Sentence =>
  say('state', { state: (state ?? 'other') as State, noun: of === 'grant' || of === 'import' ? of : 'other' })

function hindrance<S extends Subject>(action: Action<S>, subject: S, actor: Actor): Why | null {
  const found = action.hinders?.(subject, actor)
  return found ?? null
}
