import type { Settings } from '../../parties/organisations/settings.ts'
import type { Actor, Role } from '../../platform/auth/access.ts'
import { addDays, dayOf } from '../../platform/dates.ts'
import { type BlockerCode, presentBlockers } from '../blockers.ts'
import type { CaseFacts } from '../case-facts.ts'
import { actionsOf } from '../recognition.ts'
import { type Action, blockersOf, moves, rules } from '../rules.ts'
import type { Stage } from '../stage.ts'

export type TaskCode =
  | BlockerCode
  | Action
  | 'hear-appeal'
  | 'decide-appeal'
  | 'mark-again'
  | 'record-act'
  | 'sign-agreement'
  | 'open-recognition'
  | 'confirm-memorandum'
  | 'decide-revocation'
export type Task = { code: TaskCode; by: Role | 'learner' | 'guardian'; competence?: string }
export type Side = 'sending' | 'hosting' | 'either' | 'partner'

/** What a case waits for: everything that blocks it, or, where nothing does, the step itself. */
export function tasksOf(facts: CaseFacts): Task[] {
  const blockers = presentBlockers(facts)
  if (blockers.length > 0) return blockers
  const steps: Action[] = [...moves.filter((move) => move !== 'withdraw'), 'issue']
  return steps
    .filter((step) => isFrom(step, facts.stage) && blockersOf(step, facts).length === 0)
    .map((code) => ({ code, by: rules[code].by[0] }))
}

/** The round in which an assessor does what is missing. */
const rounds: Partial<Record<TaskCode, 'first' | 'second' | 'adjudication'>> = {
  'marks-missing': 'first',
  'second-marks-missing': 'second',
  'adjudication-missing': 'adjudication',
}

/** Whether this person could do the task: in the role it waits for, on the right side, and not kept apart from it. */
export function canDo(task: Task, facts: CaseFacts, actor: Actor): boolean {
  if (task.by === 'learner' || task.by === 'guardian' || !actor.roles.includes(task.by)) return false
  const wanted = clearing(task, facts.stage)
  if (!wanted) {
    const side = sideOf(task, facts)
    return side === 'either' || actor.organisationId === ownerOf(side, facts)
  }
  const round = rounds[task.code]
  const assigned = facts.assigned?.find((one) => one.memberId === actor.memberId)
  if (round && assigned?.round !== round) return false
  return actionsOf(facts, { ...actor, roles: [task.by] }).some(
    ({ action, blocked }) => action === wanted && !blocked,
  )
}

const ownerOf = (side: 'sending' | 'hosting', facts: CaseFacts) =>
  side === 'sending' ? facts.organisationId : facts.hostingOrganisationId

/** Blockers that are cleared by no action of the case: the agreement or mobility is changed, something is lifted. */
const clearedElsewhere: TaskCode[] = [
  'agreement-outdated',
  'amendment-unsigned',
  'mobility-not-ended',
  'evidence-held',
  'issuing-paused',
]

/**
 * The action by which a role does its part in a stage: the one it is kept apart for, if there is one. None where the task
 * is done elsewhere: marks that wait for a coordinator wait for somebody to be assigned.
 */
function clearing({ code, by }: Task, stage: Stage): Action | undefined {
  if (code in rules) return code as Action
  if (code === 'amendment-signed') return 'adopt-agreement'
  if (clearedElsewhere.includes(code) || (rounds[code] && by === 'coordinator')) return undefined
  const own = (Object.keys(rules) as Action[]).filter(
    (action) =>
      action !== 'adopt-agreement' &&
      isFrom(action, stage) &&
      (rules[action].by as readonly string[]).includes(by),
  )
  const within = own.filter((action) => rules[action].to === 'same')
  const apart = within.find((action) => 'apart' in rules[action] && rules[action].apart === by)
  return apart ?? within[0] ?? own[0]
}

/** The stages in which people of these roles have anything to do, so that other cases are not looked at. */
export function stagesOf(roles: readonly Role[]): Stage[] {
  const own = Object.values(rules).filter((rule) => rule.by.some((role) => roles.includes(role)))
  const lifted: Stage[] = roles.includes('admin') ? ['documentation', 'validation'] : []
  return [...new Set([...own.flatMap((rule): readonly Stage[] => rule.from), ...lifted])]
}

/** On which side the person sits whom a task of a case waits for. */
export function sideOf(task: Task, facts: CaseFacts): 'sending' | 'hosting' | 'either' {
  if (rounds[task.code]) return facts.assessedBy
  if (task.code === 'amendment-unsigned') return 'either'
  const action = clearing(task, facts.stage)
  return action ? rules[action].side : 'sending'
}

/**
 * The last day for what a case waits for in its present stage, by the settings of its sending organisation. Evidence is
 * due when its agreed time ends.
 */
export function dueOfStage(stage: Stage, since: Date, evidenceUntil: string, settings: Settings): string {
  if (stage === 'documentation') return evidenceUntil
  if (stage === 'identification') return addDays(dayOf(since), settings.identificationDays)
  return addDays(dayOf(since), stage === 'assessment' ? settings.assessmentDays : settings.validationDays)
}

function isFrom(action: Action, stage: Stage): boolean {
  return (rules[action].from as readonly Stage[]).includes(stage)
}
