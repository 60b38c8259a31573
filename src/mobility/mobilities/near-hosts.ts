import type { Tx } from '../../db/client.ts'
import { nearest } from '../../platform/sheets/nearest.ts'
import type { MobilityEntry } from './compare-mobilities.ts'
import { findHostNames } from './many-store.ts'

/** So many hosts that there are not are held against those that there are, of some rows at a time. */
const MAX_SOUGHT = 50

/** Which host of the organisation is probably meant by a name that none has. */
export async function nearHosts(
  tx: Tx,
  organisationId: string,
  entries: readonly MobilityEntry[],
): Promise<(wrong: string) => string | undefined> {
  const isUnknown = ({ pointer }: { pointer: string }) => pointer === '/host'
  const isAny = entries.some((entry) => entry.fate === 'refused' && entry.faults.some(isUnknown))
  const names = isAny ? await findHostNames(tx, organisationId) : []
  const meant = new Map<string, string | undefined>()
  return (wrong) => {
    if (!meant.has(wrong) && meant.size < MAX_SOUGHT) meant.set(wrong, nearest(wrong, names)[0])
    return meant.get(wrong)
  }
}
