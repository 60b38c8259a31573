import { actions, caseActions } from '../../actions.ts'
import type { Action, Blocker, Subject } from '../../platform/actions/action.ts'
import { refusalOf, resolvedSide, sideOf } from '../../platform/actions/may.ts'
import type { Actor, Role } from '../../platform/auth/access.ts'
import type { CaseStanding } from '../case.ts'
import { presentBlockers } from '../recognition.ts'

export type Side = 'sending' | 'hosting' | 'either' | 'partner'

/** Something that waits to be done: for whom, on which side, and the row of the table by which it is done. */
export type Task = {
  code: string
  by: Role | 'learner' | 'guardian'
  competence?: string
  side: Side
  /** Null where nothing but time or a job does it. */
  action: Action | null
  /** What the table has to know to say who can do it. */
  subject: Subject
  /** The round in which marks are missing. */
  round?: 'first' | 'second' | 'adjudication'
  /** What it takes beyond the table. */
  provided?: (actor: Actor) => boolean
}

const rounds: Partial<Record<string, 'first' | 'second' | 'adjudication'>> = {
  'marks-missing': 'first',
  'second-marks-missing': 'second',
  'adjudication-missing': 'adjudication',
}

/** A step of the table that waits to be taken. */
export function stepTask(code: string, action: Action, subject: Subject): Task {
  return { code, by: firstRole(action), side: shownSide(action, subject), action, subject }
}

/** What a case waits for: everything that blocks it, or, where nothing does, the step itself. */
export function tasksOf(standing: CaseStanding): Task[] {
  const blockers = presentBlockers(standing.facts)
  if (blockers.length > 0) return blockers.map((blocker) => blockerTask(blocker, standing))
  return leaving(standing)
    .filter((action) => (action.blockers?.(standing) ?? []).length === 0)
    .map((action) => stepTask(action.name, action, standing))
}

/** The actions by which a case leaves its stage for another, or ends with a word; it may be withdrawn at any time. */
const leaving = ({ facts: { stage } }: CaseStanding) =>
  Object.values<Action<CaseStanding>>(caseActions).filter(
    ({ to, from, name }) => to !== undefined && from?.includes(stage) && name !== 'withdraw',
  )

function blockerTask({ code, by, competence, clearedBy }: Blocker, standing: CaseStanding): Task {
  const action = clearedBy === null ? null : ((actions as Record<string, Action>)[clearedBy] ?? null)
  const round = rounds[code]
  const { assessedBy } = standing.facts
  return {
    code,
    by,
    ...(competence === undefined ? {} : { competence }),
    side: round ? assessedBy : action ? shownSide(action, standing) : 'sending',
    action,
    subject: standing,
    ...(round && by === 'assessor' ? { round } : {}),
  }
}

/** Whether this person could do the task now: by the table, on the side where it waits, and in the round that is missing. */
export function canDo({ action, by, side, subject, round, provided }: Task, actor: Actor): boolean {
  if (by === 'learner' || by === 'guardian') return false
  const own = sideOf(subject, actor.organisationId)
  if (own === null || (side === 'sending' && own !== 'sending') || (side === 'hosting' && own !== 'hosting'))
    return false
  if (action === null) return actor.roles.includes(by)
  if (refusalOf(action, subject, actor) || (action.blockers?.(subject) ?? []).length > 0) return false
  if (round && roundOf(subject, actor.memberId) !== round) return false
  return provided?.(actor) ?? true
}

const roundOf = (subject: Subject, memberId: string | null) =>
  (subject as CaseStanding).facts.assigned?.find((assignment) => assignment.memberId === memberId)?.round

const firstRole = ({ by }: Action): Role => ('roles' in by ? by.roles[0]! : 'coordinator')

function shownSide({ by }: Action, subject: Subject): Side {
  if (!('roles' in by)) return 'sending'
  const side = resolvedSide(by.side, subject)
  return side === 'own' ? 'sending' : side
}

/** Whether any of the roles may do any of these actions at all. */
export function mayAny(wanted: readonly Action[], roles: readonly Role[]): boolean {
  return wanted.some(({ by }) => 'roles' in by && by.roles.some((role) => roles.includes(role)))
}
