import type { Language } from '../../platform/words/language.ts'
import { say as sayOfAppeals } from '../appeals/words.ts'
import { dayTime, type FileItem, memberName } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { say } from './words.ts'

export function appealItem(
  appeal: CaseRecord['appeals'][number],
  record: CaseRecord,
  language: Language,
): FileItem {
  const w = say.in(language)
  const ofAppeals = sayOfAppeals.in(language)
  const steps = record.appealMoves.filter(({ appealId }) => appealId === appeal.id)
  const { kind, state, name, party, submittedAt, competences, grounds, reasons } = appeal
  const by = `${name ?? w('erased')} (${w(`party-${party}`)})`
  return {
    heading: `${ofAppeals(`kind-${kind}`)}: ${ofAppeals(`state-${state}`)}`,
    lines: [
      `${by}, ${dayTime(submittedAt)}: ${competences.join(', ')}`,
      grounds ?? w('erased'),
      ...steps.map(
        ({ action, to, memberId, at }) =>
          `${action} » ${ofAppeals(`state-${to}`)}: ${memberName(record, memberId)}, ${dayTime(at)}`,
      ),
      ...(reasons ? [reasons] : []),
    ],
  }
}

export function transitionItem(
  { from, to, at, action, memberId, role, inputHash, reason }: CaseRecord['transitions'][number],
  record: CaseRecord,
  language: Language,
): FileItem {
  const w = say.in(language)
  return {
    heading: `${w(`stage-${from}`)} » ${w(`stage-${to}`)}, ${dayTime(at)}`,
    lines: [
      `${action}: ${memberName(record, memberId)} (${role}); SHA-256 ${inputHash}`,
      ...(reason ? [reason] : []),
    ],
  }
}

export function auditItem(line: CaseRecord['audit'][number], record: CaseRecord): FileItem {
  const by = memberName(record, line.memberId ?? line.personId ?? line.clientId)
  return { heading: `${dayTime(line.at)} ${line.action}`, lines: [`${by}; ${line.subjectId}`] }
}
