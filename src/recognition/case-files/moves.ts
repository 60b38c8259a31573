import type { Language } from '../../platform/http/language.ts'
import { words as appealWords } from '../appeals/words.ts'
import { dayTime, type Item, nameOf } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { words } from './words.ts'

export function appealItem(one: CaseRecord['appeals'][number], record: CaseRecord, language: Language): Item {
  const { kinds, states } = appealWords[language]
  const w = words[language]
  const steps = record.appealMoves.filter((step) => step.appealId === one.id)
  return {
    heading: `${kinds[one.kind]}: ${states[one.state]}`,
    lines: [
      `${one.name ?? w.erased} (${w.parties[one.party]}), ${dayTime(one.submittedAt)}: ${one.competences.join(', ')}`,
      one.grounds ?? w.erased,
      ...steps.map(
        (step) =>
          `${step.action} » ${states[step.to]}: ${nameOf(record, step.memberId)}, ${dayTime(step.at)}`,
      ),
      ...(one.reasons ? [one.reasons] : []),
    ],
  }
}

export function transitionItem(
  one: CaseRecord['transitions'][number],
  record: CaseRecord,
  language: Language,
): Item {
  const { stages } = words[language]
  return {
    heading: `${stages[one.from]} » ${stages[one.to]}, ${dayTime(one.at)}`,
    lines: [
      `${one.action}: ${nameOf(record, one.memberId)} (${one.role}); SHA-256 ${one.inputHash}`,
      ...(one.reason ? [one.reason] : []),
    ],
  }
}

export function auditItem(one: CaseRecord['audit'][number], record: CaseRecord): Item {
  const by = nameOf(record, one.memberId ?? one.personId ?? one.clientId)
  return { heading: `${dayTime(one.at)} ${one.action}`, lines: [`${by}; ${one.subjectId}`] }
}
