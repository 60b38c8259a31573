import { actions, caseActions } from '../../actions.ts'
import type { WhichGuardian } from '../../mobility/agreements/agreement.ts'
import type { Action, ActionTable, Blocker, Subject } from '../../platform/actions/action.ts'
import { mayDo, resolvedSide, sideOf } from '../../platform/actions/may.ts'
import type { Actor, Role } from '../../platform/auth/access.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { Round } from '../assessment/settlement.ts'
import type { CaseStanding } from '../case.ts'
import { presentBlockers } from '../recognition.ts'

/** On which side of a thing something waits. */
export type WaitingSide = Exclude<ReturnType<typeof resolvedSide>, 'own' | 'any'>

/** Something that waits to be done: for whom, on which side, and the row of the table by which it is done. */
export type Task = {
  code: string
  by: Role | 'learner' | 'guardian'
  competence?: string
  /** Which of two guardians who both sign. */
  guardian?: WhichGuardian
  /** What somebody said, who waits for an answer to it. */
  comment?: string
  /** What a blocker says, where the task has no words of its own. */
  sentence?: Sentence
  side: WaitingSide
  /** Null where nothing but time or a job does it; then it is for whoever sees to that. */
  action: Action | null
  /** What the table has to know to say who can do it. */
  subject: Subject
  /** What it takes beyond the table. */
  provided?: (actor: Actor) => boolean
}

/** A step of the table that waits to be taken. */
export function stepTask(code: string, action: Action, subject: Subject): Task {
  return { code, by: firstRole(action), side: shownSide(action, subject), action, subject }
}

/** What no action clears: an admin sees to it. */
export function seeTo(code: string, organisationId: string): Task {
  return { code, by: 'admin', side: 'sending', action: null, subject: { state: null, organisationId } }
}

/** What a case waits for: everything that blocks it, or, where nothing does, the step itself. */
export function tasksOf(standing: CaseStanding): Task[] {
  const blockers = presentBlockers(standing.facts)
  if (blockers.length > 0) return blockers.map((blocker) => blockerTask(blocker, standing))
  return leaving(standing)
    .filter((action) => isUnblocked(action, standing))
    .map((action) => stepTask(action.name, action, standing))
}

/** The actions by which a case leaves just this stage: for the next one, or with a word. */
const leaving = ({ facts: { stage } }: CaseStanding) =>
  Object.values<Action<CaseStanding>>(caseActions).filter(
    ({ to, from }) => to !== undefined && from?.length === 1 && from[0] === stage,
  )

const table: ActionTable = actions

/** In which round marks are missing. */
const rounds: Partial<Record<string, Round>> = {
  'marks-missing': 'first',
  'second-marks-missing': 'second',
  'adjudication-missing': 'adjudication',
}

function blockerTask(
  { code, by, competence, guardian, sentence, clearedBy }: Blocker,
  standing: CaseStanding,
): Task {
  const action = clearedBy === null ? null : (table[clearedBy] ?? null)
  const round = rounds[code]
  const { slipSaidBy } = standing.facts
  const task = {
    code,
    by,
    sentence,
    ...(competence === undefined ? {} : { competence }),
    ...(guardian === undefined ? {} : { guardian }),
    side: action ? shownSide(action, standing) : ('sending' as const),
    action,
    subject: standing,
  }
  if (code === 'slip-unconfirmed' && slipSaidBy) {
    const side = slipSaidBy === 'sending' ? ('hosting' as const) : ('sending' as const)
    return { ...task, side, provided: (actor) => sideOf(standing, actor.organisationId) === side }
  }
  if (code === 'unconfirmed-desk')
    return { ...task, side: 'hosting', provided: (actor) => didByHand(standing, actor) }
  // Each part waits by itself, also for those who see no more of the case than that.
  if (code === 'stay-unattested') return { ...task, provided: () => false }
  if (!round) return task
  const { assessedBy } = standing.facts
  return { ...task, side: assessedBy, provided: (actor) => isOfRound(round, task, standing, actor) }
}

const didByHand = ({ facts }: CaseStanding, { memberId }: Actor) =>
  facts.unconfirmed?.some((act) => act.memberId === memberId) ?? false

/** Marks wait for the side that assesses: for whoever is assigned to their round, or where nobody is, to be assigned. */
function isOfRound(
  round: Round,
  { by }: Pick<Task, 'by'>,
  { facts, ...subject }: CaseStanding,
  actor: Actor,
) {
  if (by === 'assessor')
    return facts.assigned?.find(({ memberId }) => memberId === actor.memberId)?.round === round
  return facts.assessedBy === 'either' || sideOf(subject, actor.organisationId) === facts.assessedBy
}

/** Whether this person could do the task now: by the table, and by what it takes beyond it. */
export function canDo({ action, by, subject, provided }: Task, actor: Actor): boolean {
  // What is handed in for a learner still waits for the learner.
  if (by === 'learner' || by === 'guardian') return false
  // What waits for somebody waits however they came in.
  const whoever = { ...actor, mustSignIn: false }
  if (action === null) return actor.organisationId === subject.organisationId && actor.roles.includes(by)
  return mayDo(action, subject, whoever) && isUnblocked(action, subject) && (provided?.(actor) ?? true)
}

const isUnblocked = <S extends Subject>({ blockers }: Action<S>, subject: S) =>
  (blockers?.(subject) ?? []).length === 0

const firstRole = ({ by }: Action): Role => ('roles' in by ? by.roles[0]! : 'coordinator')

function shownSide({ by }: Action, subject: Subject): WaitingSide {
  if (!('roles' in by)) return 'sending'
  const side = resolvedSide(by.side, subject)
  return side === 'own' || side === 'any' ? 'sending' : side
}

/** Whether any of the roles may do any of these actions at all. */
export function mayAny(wanted: readonly Action[], roles: readonly Role[]): boolean {
  return wanted.some(({ by }) => 'roles' in by && by.roles.some((role) => roles.includes(role)))
}
