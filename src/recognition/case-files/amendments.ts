import { type Difference, differences } from '../../mobility/agreements/differences.ts'
import type { CaseRecord } from './read-case.ts'

type Agreement = CaseRecord['agreements'][number]

export type Amendment = Agreement & {
  /** The version before it that holds; null for the first. */
  before: Agreement['version'] | null
  changes: Difference[] | null
}

/** Every version of the agreement with what it changes in the one before it that holds; null for the first. */
export function amendmentsOf({ agreements }: Pick<CaseRecord, 'agreements'>): Amendment[] {
  return agreements.map((agreement, index) => {
    const before =
      agreements.slice(0, index).findLast(({ withdrawal }) => withdrawal === null)?.version ?? null
    const changes = before ? differences(before.content, agreement.version.content) : null
    return { ...agreement, before, changes }
  })
}
