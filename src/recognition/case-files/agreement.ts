import { type Difference, differences } from '../../mobility/agreements/differences.ts'
import type { Language } from '../../platform/words/language.ts'
import { dayTime, type FileItem, memberName } from './item.ts'
import type { CaseRecord } from './read-case.ts'
import { say } from './words.ts'

type Amendment = CaseRecord['agreements'][number] & { changes: Difference[] | null }

/** Every version of the agreement with what it changes in the one before it that holds; null for the first. */
export function amendmentsOf({ agreements }: CaseRecord): Amendment[] {
  return agreements.map((agreement, index) => {
    const before = agreements.slice(0, index).findLast(({ withdrawal }) => withdrawal === null)
    const changes = before ? differences(before.version.content, agreement.version.content) : null
    return { ...agreement, changes }
  })
}

export function agreementItem(
  { version, signatures, withdrawal, words, changes }: Amendment,
  record: CaseRecord,
  language: Language,
): FileItem {
  const w = say.in(language)
  return {
    heading: w('version', { number: version.number, moment: dayTime(version.createdAt) }),
    lines: [
      `SHA-256 ${version.hash}`,
      ...signatures.map(({ name, party, signedAt, hash }) =>
        w('signed', { name, party: say(`party-${party}`), moment: dayTime(signedAt), hash }),
      ),
      ...(changes ?? []).map((change) =>
        w(`change-${change.change}`, { what: `${change.pointer}${valuesOf(change)}` }),
      ),
      ...words.map(({ confirms, fields, reason, side, memberId, at }) =>
        w(confirms === null ? 'slip-said' : 'slip-confirmed', {
          what: fields
            .map(({ pointer, old, new: now }) => `${pointer} (${old ?? '–'} » ${now ?? '–'})`)
            .join('; '),
          name: memberName(record, memberId),
          party: say(`party-${side}`),
          moment: dayTime(at),
          reason,
        }),
      ),
      ...(withdrawal
        ? [
            w('version-withdrawn', {
              name: memberName(record, withdrawal.memberId),
              moment: dayTime(withdrawal.at),
              reason: withdrawal.reason,
            }),
          ]
        : []),
    ],
  }
}

/** Old and new value where both are plain; what is longer stands in the versions themselves. */
function valuesOf({ change, old, new: next }: Difference): string {
  const plain = [old, next].every((value) => value === null || typeof value !== 'object')
  return change === 'changed' && plain ? ` (${old ?? '–'} » ${next ?? '–'})` : ''
}
