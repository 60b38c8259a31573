import { notFound, Refusal } from '../../errors.ts'
import type { Actor, Role } from '../auth/access.ts'
import type { Sentence } from '../words/sentence.ts'
import type { Action, Part, Side, Subject } from './action.ts'
import { say } from './words.ts'

/**
 * Why this actor may not do this with this thing now, or null: the side they sit on, their role, a part they took, the
 * state of the thing, what they are to it, in that order. What is missing first is another question (`blockers`).
 */
export function refusalOf<S extends Subject>(action: Action<S>, subject: S, actor: Actor): Refusal | null {
  const { by } = action
  if ('service' in by) return new Refusal('forbidden', say('by-the-service'))
  if ('link' in by)
    return actor.personId === null
      ? new Refusal('forbidden', say('through-a-link'))
      : (stateRefusal(action, subject) ?? hindrance(action, subject, actor))
  return (
    sideRefusal(action, by.side, subject, actor) ??
    roleRefusal(by.roles, by.person === true, actor) ??
    partRefusal(action, subject, actor.memberId) ??
    stateRefusal(action, subject) ??
    hindrance(action, subject, actor)
  )
}

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
      blockers: blockers.map(({ code, by, sentence, competence }) => ({
        code,
        by,
        sentence,
        ...(competence ? { competence } : {}),
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
): Refusal | null {
  const wanted = resolvedSide(side, subject)
  if (hidden && sideOf(subject, organisationId) !== 'sending') return notFound(hidden)
  return sitsOn(wanted, subject, organisationId)
    ? null
    : new Refusal('forbidden', otherSide(wanted, side === 'assessing'))
}

function sitsOn(side: Exclude<Side, 'assessing'>, subject: Subject, organisationId: string): boolean {
  if (side === 'own') return organisationId === (subject.ownerId ?? subject.organisationId)
  const own = sideOf(subject, organisationId)
  if (side === 'either') return own !== null
  return own === (side === 'sending' ? 'sending' : 'hosting')
}

/** What whoever sits elsewhere is told; `assesses`: where the memorandum says whose assessors mark. */
function otherSide(side: Exclude<Side, 'assessing'>, assesses: boolean): Sentence | string {
  if (side === 'either') return say('no-part')
  if (assesses) return say('assesses', { side: side === 'sending' || side === 'hosting' ? side : 'other' })
  if (side === 'partner') return say('partner-confirms')
  return side === 'own'
    ? 'Only the organisation itself may do this.'
    : `Only the ${side} organisation may do this.`
}

function roleRefusal(roles: readonly Role[], person: boolean, actor: Actor): Refusal | null {
  if (actor.memberId === null) return person ? new Refusal('forbidden', say('persons-act')) : null
  if (roles.some((role) => actor.roles.includes(role))) return null
  const named = roles.map((role): Sentence => say('role', { role }))
  return new Refusal('forbidden', say('needs-role', { roles: anyOf(named) }))
}

/** One of them or another, in words. */
const anyOf = (sentences: readonly Sentence[]): Sentence =>
  sentences.reduce((before, next) => say('or', { one: before, other: next }))

function partRefusal({ apart }: Action, { took }: Subject, memberId: string | null): Refusal | null {
  if (!apart || !took || memberId === null) return null
  const taken = Object.entries(took).filter(([, members]) => members?.includes(memberId))
  if (apart === 'any') return taken.length === 0 ? null : new Refusal('forbidden', say('took-part'))
  const other = taken.find(([part]) => part !== apart)
  if (!other) return null
  const [part, own] = [other[0] as Part, apart].map((taking) => say('part', { part: taking }))
  return new Refusal('forbidden', say('took-part-as', { taken: part!, part: own! }))
}

/** Of what is over, only that is said; of anything else, when it would be possible. */
function stateRefusal({ from, name, on }: Action, { state }: Subject): Refusal | null {
  if (from === null || (state !== null && from.includes(state))) return null
  const facts = { thing: say('thing', { noun: on }), state: stateOf(state) }
  const states = anyOf(from.map(stateOf))
  return new Refusal(
    'wrong-state',
    from.length > 3 ? say('thing-is', facts) : say('possible-when', { ...facts, action: name, states }),
  )
}

type State = Parameters<typeof say<'state'>>[1]['state']
const stateOf = (state: string | null): Sentence => say('state', { state: (state ?? 'other') as State })

function hindrance<S extends Subject>(action: Action<S>, subject: S, actor: Actor): Refusal | null {
  const found = action.hinders?.(subject, actor)
  return found ? new Refusal(found.reason, found.sentence) : null
}
