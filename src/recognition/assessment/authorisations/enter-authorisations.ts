import type { LedgerEntry } from '../../../act.ts'
import type { Tx } from '../../../db/client.ts'
import type { Actor } from '../../../platform/auth/access.ts'
import { assessorActions } from '../actions.ts'
import type { AuthorisationEntry } from './compare-authorisations.ts'
import { insertAuthorisations } from './store.ts'

/** Authorises members as they were compared in this transaction; the lines of the ledger are whoever asked's to write. */
export async function enterAuthorisations(
  tx: Tx,
  { organisationId, memberId: grantedBy }: Actor,
  entries: readonly AuthorisationEntry[],
  createdAt: Date,
): Promise<LedgerEntry[]> {
  const fresh = entries.flatMap((entry) => (entry.fate === 'create' ? [entry] : []))
  const ids = await insertAuthorisations(
    tx,
    fresh.map(({ member, row: { framework: frameworkId, member: _, ...scope } }) => ({
      ...{ organisationId, memberId: member.id, frameworkId, grantedBy, createdAt },
      ...scope,
    })),
  )
  return fresh.map(({ member, row: { member: _, ...input } }, index) => ({
    action: assessorActions.authoriseAssessor,
    subjectId: ids[index]!,
    details: { memberId: member.id, ...input },
  }))
}
