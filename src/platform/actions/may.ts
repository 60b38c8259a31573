import { notFound, Refusal } from '../../errors.ts'
import type { Actor, Role } from '../auth/access.ts'
import type { Action, Side, Subject } from './action.ts'

/**
 * Why this actor may not do this with this thing now, or null: the side they sit on, their role, a part they took, the
 * state of the thing, what they are to it, in that order. What is missing first is another question (`blockers`).
 */
export function refusalOf<S extends Subject>(action: Action<S>, subject: S, actor: Actor): Refusal | null {
  const { by } = action
  if ('service' in by) return new Refusal('forbidden', 'The service does this itself.')
  if ('link' in by)
    return actor.personId === null
      ? new Refusal('forbidden', 'This is done through a link.')
      : stateRefusal(action, subject)
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
    throw new Refusal('blocked', 'Something is missing first; see blockers.', [], {
      blockers: blockers.map(({ code, by, sentence, competence }) => ({
        code,
        by,
        sentence: sentence('en'),
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
  { hidden, on }: Action,
  side: Side,
  subject: Subject,
  { organisationId }: Actor,
): Refusal | null {
  const own = sideOf(subject, organisationId)
  const wanted = resolvedSide(side, subject)
  if (hidden && own !== 'sending') return notFound(on)
  if (wanted === 'either')
    return own ? null : new Refusal('forbidden', 'Your organisation has no part in this.')
  const isOwner = wanted === 'own' && organisationId === (subject.ownerId ?? subject.organisationId)
  if (isOwner || (wanted !== 'own' && own === (wanted === 'sending' ? 'sending' : 'hosting'))) return null
  if (side === 'assessing')
    return new Refusal('forbidden', `By the memorandum, the ${wanted} organisation assesses.`)
  if (wanted === 'partner')
    return new Refusal('forbidden', 'The other organisation has to confirm what yours has proposed.')
  return new Refusal(
    'forbidden',
    wanted === 'own'
      ? 'Only the organisation itself may do this.'
      : `Only the ${wanted} organisation may do this.`,
  )
}

function roleRefusal(roles: readonly Role[], person: boolean, actor: Actor): Refusal | null {
  if (actor.memberId === null)
    return person ? new Refusal('forbidden', 'This is a person\'s act: ask for a token with "member".') : null
  if (roles.some((role) => actor.roles.includes(role))) return null
  return new Refusal('forbidden', `This needs the role ${roles.map((role) => `"${role}"`).join(' or ')}.`)
}

function partRefusal({ apart }: Action, { took }: Subject, memberId: string | null): Refusal | null {
  if (!apart || !took || memberId === null) return null
  const taken = Object.entries(took).filter(([, members]) => members?.includes(memberId))
  if (apart === 'any')
    return taken.length === 0
      ? null
      : new Refusal('forbidden', 'You took part in this case; an appeal is handled by those who did not.')
  const other = taken.find(([part]) => part !== apart)
  return other
    ? new Refusal('forbidden', `You took part in this case as ${other[0]}; nobody may also be its ${apart}.`)
    : null
}

/** Of what is over, only that is said; of anything else, when it would be possible. */
function stateRefusal({ from, name, on }: Action, { state }: Subject): Refusal | null {
  if (from === null || (state !== null && from.includes(state))) return null
  const thing = on === 'recognition' ? 'case' : on
  const when = from.length > 3 ? '' : `"${name}" is possible when it is ${from.join(', ')}; `
  return new Refusal('wrong-state', `${when}${when ? 'this' : 'This'} ${thing} is ${state ?? 'in no state'}.`)
}

function hindrance<S extends Subject>(action: Action<S>, subject: S, actor: Actor): Refusal | null {
  const found = action.hinders?.(subject, actor)
  return found ? new Refusal(found.reason, found.sentence) : null
}
