import type { Language } from '../../platform/words/language.ts'
import { say as sayOfAppeals } from '../appeals/words.ts'
import { dayTime, type FileItem, memberName } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { say } from './words.ts'

export function assignmentItem(
  assignment: CaseRecord['assignments'][number],
  record: CaseRecord,
  language: Language,
): FileItem {
  const w = say.in(language)
  const { memberId, round, state, assignedBy, assignedAt, declaredAt, withdrawnAt } = assignment
  return {
    heading: `${memberName(record, memberId)} (${w(`round-${round}`)}): ${w(`assigned-${state}`)}`,
    lines: [
      w('assigned-by', { name: memberName(record, assignedBy), moment: dayTime(assignedAt) }),
      ...(declaredAt
        ? [
            w('conflicts', {
              moment: dayTime(declaredAt),
              trained: assignment.lastTrainedOn ?? say('no'),
              related: say(assignment.related ? 'yes' : 'no'),
              conflict: assignment.otherConflict ?? say('no'),
            }),
          ]
        : []),
      ...(withdrawnAt
        ? [
            w('assignment-withdrawn-by', {
              name: memberName(record, assignment.withdrawnBy),
              moment: dayTime(withdrawnAt),
              reason: assignment.withdrawalReason ?? '–',
            }),
          ]
        : []),
    ],
  }
}

export function assessmentItem(
  {
    outcomeId,
    round,
    level,
    assessorId,
    submittedAt,
    agreementHash,
    marks,
  }: CaseRecord['assessments'][number],
  record: CaseRecord,
  language: Language,
): FileItem {
  const w = say.in(language)
  return {
    heading: `${competenceOf(record, outcomeId)} (${w(`round-${round}`)}): ${w('level', { level: level ?? '–' })}`,
    lines: [
      w('assessor', {
        name: memberName(record, assessorId),
        moment: dayTime(submittedAt),
        hash: agreementHash,
      }),
      ...marks.map(
        ({ criterionId, mark, comment }) =>
          `${criterionId}: ${sayOfAppeals(`mark-${mark}`)(language)}${comment ? ` – ${comment}` : ''}`,
      ),
    ],
  }
}

export function secondMarkingItem(
  marking: CaseRecord['secondMarkings'][number],
  record: CaseRecord,
  language: Language,
): FileItem {
  const w = say.in(language)
  const { outcomeId, askedBy, drawn, rate, minimum, sampledBefore } = marking
  const moment = dayTime(marking.createdAt)
  const reasons = marking.reasons.map((reason) => w(`reason-${reason}`)).join(', ')
  return {
    heading: `${competenceOf(record, outcomeId)}: ${reasons || w('not-due')}`,
    lines: [
      ...(askedBy ? [w('asked-by', { name: memberName(record, askedBy), moment })] : []),
      ...(drawn === null || rate === null || minimum === null || sampledBefore === null
        ? []
        : [w('drawn', { drawn, rate, minimum, before: sampledBefore, moment })]),
    ],
  }
}

const competenceOf = ({ outcomes }: CaseRecord, outcomeId: string) =>
  outcomes.find(({ id }) => id === outcomeId)?.competence ?? ''
