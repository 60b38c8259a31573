import { type Difference, differences } from '../../mobility/agreements/differences.ts'
import type { Language } from '../../platform/http/language.ts'
import { dayTime, type Item, nameOf } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { words } from './words.ts'

type Amendment = CaseRecord['agreements'][number] & { changes: Difference[] | null }

/** Every version of the agreement with what it changes in the one before it that holds; null for the first. */
export function amendmentsOf({ agreements }: CaseRecord): Amendment[] {
  return agreements.map((one, index) => {
    const before = agreements.slice(0, index).findLast((other) => other.withdrawal === null)
    return { ...one, changes: before ? differences(before.version.content, one.version.content) : null }
  })
}

export function agreementItem(
  { version, signatures, withdrawal, changes }: Amendment,
  record: CaseRecord,
  language: Language,
): Item {
  const w = words[language]
  return {
    heading: `${w.version} ${version.number}, ${dayTime(version.createdAt)}`,
    lines: [
      `SHA-256 ${version.hash}`,
      ...signatures.map(
        (one) => `${w.signed}: ${one.name} (${w.parties[one.party]}), ${dayTime(one.signedAt)}, ${one.hash}`,
      ),
      ...(changes ?? []).map((one) => `${w.changed[one.change]}: ${one.pointer}${valuesOf(one)}`),
      ...(withdrawal
        ? [
            `${w.withdrawn}: ${nameOf(record, withdrawal.memberId)}, ${dayTime(withdrawal.at)}: ${withdrawal.reason}`,
          ]
        : []),
    ],
  }
}

/** Old and new value where both are plain; what is longer stands in the versions themselves. */
function valuesOf({ change, old, new: next }: Difference): string {
  const plain = [old, next].every((one) => one === null || typeof one !== 'object')
  return change === 'changed' && plain ? ` (${old ?? '–'} » ${next ?? '–'})` : ''
}
