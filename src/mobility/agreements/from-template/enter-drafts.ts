import type { LedgerEntry } from '../../../act.ts'
import type { Tx } from '../../../db/client.ts'
import { agreementActions } from '../actions.ts'
import { detailsOf, enterDraft } from '../drafting/prepared-draft.ts'
import type { DraftEntry } from './compare-drafts.ts'

/** Drafts agreements as they were compared in this transaction; the lines of the ledger are whoever asked's to write. */
export async function enterDrafts(tx: Tx, entries: readonly DraftEntry[], now: Date): Promise<LedgerEntry[]> {
  const lines: LedgerEntry[] = []
  for (const entry of entries) {
    if (entry.fate !== 'create' && entry.fate !== 'update') continue
    const { organisationId, hostingOrganisationId } = entry.mobility
    const version = await enterDraft(tx, entry.mobility, entry.prepared, now)
    lines.push({
      action: agreementActions.draftAgreement,
      subjectId: version.id,
      details: detailsOf(version),
      parties: { organisationId, hostingOrganisationId },
    })
  }
  return lines
}
