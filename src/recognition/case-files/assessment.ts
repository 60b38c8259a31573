import type { Language } from '../../platform/http/language.ts'
import { words as appealWords } from '../appeals/words.ts'
import { dayTime, type Item, nameOf } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { words } from './words.ts'

export function assignmentItem(
  one: CaseRecord['assignments'][number],
  record: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  const { lastTrainedOn, otherConflict } = one
  return {
    heading: `${nameOf(record, one.memberId)} (${w.rounds[one.round]}): ${w.assigned[one.state]}`,
    lines: [
      `${w.assignedBy}: ${nameOf(record, one.assignedBy)}, ${dayTime(one.assignedAt)}`,
      ...(one.declaredAt
        ? [
            `${w.conflicts}, ${dayTime(one.declaredAt)}: ${w.lastTrained} ${lastTrainedOn ?? w.no}; ${w.related}: ${one.related ? w.yes : w.no}; ${w.otherConflict}: ${otherConflict ?? w.no}`,
          ]
        : []),
      ...(one.withdrawnAt
        ? [
            `${w.assignmentWithdrawnBy}: ${nameOf(record, one.withdrawnBy)}, ${dayTime(one.withdrawnAt)}: ${one.withdrawalReason}`,
          ]
        : []),
    ],
  }
}

export function assessmentItem(
  one: CaseRecord['assessments'][number],
  record: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  const outcome = record.outcomes.find((other) => other.id === one.outcomeId)
  return {
    heading: `${outcome?.competence ?? ''} (${w.rounds[one.round]}): ${w.level} ${one.level ?? '–'}`,
    lines: [
      `${w.assessor}: ${nameOf(record, one.assessorId)}, ${dayTime(one.submittedAt)}; ${w.under} ${one.agreementHash}`,
      ...one.marks.map(
        ({ criterionId, mark, comment }) =>
          `${criterionId}: ${appealWords[language].mark[mark]}${comment ? ` – ${comment}` : ''}`,
      ),
    ],
  }
}

export function secondMarkingItem(
  one: CaseRecord['secondMarkings'][number],
  record: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  const outcome = record.outcomes.find((other) => other.id === one.outcomeId)
  const reasons = one.reasons.map((reason) => w.reasons[reason]).join(', ')
  return {
    heading: `${outcome?.competence ?? ''}: ${reasons || w.notDue}`,
    lines: [
      ...(one.askedBy ? [`${w.askedBy}: ${nameOf(record, one.askedBy)}, ${dayTime(one.createdAt)}`] : []),
      ...(one.drawn === null
        ? []
        : [
            `${w.drawn} ${one.drawn} (${w.rate} ${one.rate}; ${w.minimum} ${one.minimum}, ${w.sampledBefore} ${one.sampledBefore}), ${dayTime(one.createdAt)}`,
          ]),
    ],
  }
}
