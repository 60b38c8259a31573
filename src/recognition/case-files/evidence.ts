import type { Language } from '../../platform/words/language.ts'
import { dayTime, type FileItem } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { say } from './words.ts'

export function outcomeItem(
  outcome: CaseRecord['outcomes'][number],
  _: CaseRecord,
  language: Language,
): FileItem {
  const w = say.in(language)
  const { competence, kind, status, remark, leftOutOf } = outcome
  return {
    heading: `${competence} (${w(`kind-${kind}`)}): ${w(`status-${status}`)}`,
    lines: [
      w('levels', {
        baseline: outcome.baseline ?? '–',
        target: outcome.target ?? '–',
        own: outcome.selfLevel ?? '–',
        criteria: outcome.criteria.length,
      }),
      ...(remark ? [remark] : []),
      ...(leftOutOf === null ? [] : [w('left-out', { number: leftOutOf })]),
    ],
  }
}

export function evidenceItem(
  { row, competences }: CaseRecord['evidence'][number],
  _: CaseRecord,
  language: Language,
): FileItem {
  const w = say.in(language)
  return {
    heading: row.title ?? w('erased'),
    lines: [
      w('piece', {
        id: row.id,
        competences: competences.join(', '),
        day: row.producedOn,
        form: row.mediaType ?? row.kind,
        size: row.size ?? 0,
      }),
      ...(row.sha256 ? [`SHA-256 ${row.sha256}`] : []),
    ],
  }
}

export function declarationItems({ declarations }: CaseRecord, language: Language): FileItem[] {
  return declarations.map(({ kind, name, at, statement }) => ({
    heading: say(`declared-${kind}`, { name, moment: dayTime(at) })(language),
    lines: [statement],
  }))
}
