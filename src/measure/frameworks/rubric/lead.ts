import type { Criterion } from '../../../db/schema/mobility/agreements.ts'

type Led = Pick<Criterion, 'text' | 'lead'>

/** The words of a criterion without the lead of its level, to stand below it where several have the same. */
export function afterLead({ text, lead }: Led): Criterion['text'] {
  const after = (language: 'lv' | 'en') => {
    const before = `${lead?.[language]} `
    return lead && text[language].startsWith(before) ? text[language].slice(before.length) : text[language]
  }
  return { lv: after('lv'), en: after('en') }
}

/** Criteria that are read after one lead; null: each of them stands for itself. */
export type LedGroup<T> = { lead: Criterion['text'] | null; criteria: T[] }

/** Criteria under the leads of their levels, the leads in the order in which they come first. */
export function byLead<T extends Led>(criteria: readonly T[]): LedGroup<T>[] {
  const groups = new Map<string, LedGroup<T>>()
  for (const criterion of criteria) {
    const { lead = null } = criterion
    const key = lead === null ? '' : `${lead.lv}\n${lead.en}`
    const group = groups.get(key)
    if (group) group.criteria.push(criterion)
    else groups.set(key, { lead, criteria: [criterion] })
  }
  return [...groups.values()]
}
