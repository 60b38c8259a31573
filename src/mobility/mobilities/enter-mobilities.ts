import type { LedgerEntry } from '../../act.ts'
import type { Tx } from '../../db/client.ts'
import { mobilityActions } from './actions.ts'
import type { MobilityEntry } from './compare-mobilities.ts'
import { insertMobilities } from './many-store.ts'
import { updateMobility } from './store.ts'

/** Registers and changes mobilities as they were compared in this transaction; the lines of the ledger are whoever asked's to write. */
export async function enterMobilities(
  tx: Tx,
  organisationId: string,
  entries: readonly MobilityEntry[],
  now: Date,
): Promise<LedgerEntry[]> {
  const made = await insertMobilities(
    tx,
    entries.flatMap((entry) =>
      entry.fate === 'create' ? [{ ...entry.values, organisationId, createdAt: now, updatedAt: now }] : [],
    ),
  )
  const lines: LedgerEntry[] = made.map((subjectId) => ({
    action: mobilityActions.registerMobility,
    subjectId,
    details: {},
  }))
  for (const entry of entries) {
    if (entry.fate !== 'update') continue
    const { mobility, changes, changed } = entry
    await updateMobility(tx, mobility, changes, now)
    const { hostingOrganisationId } = mobility
    lines.push({
      action: mobilityActions.changeMobility,
      subjectId: mobility.id,
      details: { changed },
      parties: { organisationId, hostingOrganisationId },
    })
  }
  return lines
}
