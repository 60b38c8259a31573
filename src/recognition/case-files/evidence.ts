import type { Language } from '../../platform/http/language.ts'
import { dayTime, type Item } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { words } from './words.ts'

export function outcomeItem(one: CaseRecord['outcomes'][number], language: Language): Item {
  const w = words[language]
  const levels = `${w.baseline} ${one.baseline ?? '–'}, ${w.target} ${one.target ?? '–'}`
  return {
    heading: `${one.competence} (${w.kinds[one.kind]}): ${w.statuses[one.status]}`,
    lines: [
      `${levels}, ${w.selfLevel} ${one.selfLevel ?? '–'}; ${w.criteria}: ${one.criteria.length}`,
      ...(one.remark ? [one.remark] : []),
      ...(one.leftOutOf === null ? [] : [w.leftOut.replace('{number}', String(one.leftOutOf))]),
    ],
  }
}

export function evidenceItem({ row, competences }: CaseRecord['evidence'][number], language: Language): Item {
  const w = words[language]
  return {
    heading: row.title ?? w.erased,
    lines: [
      `${row.id}: ${competences.join(', ')}; ${w.produced} ${row.producedOn}; ${row.mediaType ?? row.kind}, ${row.size ?? 0} B`,
      ...(row.sha256 ? [`SHA-256 ${row.sha256}`] : []),
    ],
  }
}

export function declarationItems({ declarations }: CaseRecord, language: Language): Item[] {
  return declarations.map((one) => ({
    heading: `${words[language].declared[one.kind]}: ${one.name}, ${dayTime(one.at)}`,
    lines: [one.statement],
  }))
}
