import type { Tx } from '../../../db/client.ts'
import { nearest } from '../../../platform/sheets/nearest.ts'
import { listTitles } from '../../agreement-templates/store.ts'
import type { DraftEntry } from './compare-drafts.ts'

/** So many titles that no template has are held against those that there are, of some rows at a time. */
const MAX_SOUGHT = 50

/** Tells which template is probably meant by a title that none has. */
export async function nearTemplates(
  tx: Tx,
  organisationId: string,
  entries: readonly DraftEntry[],
): Promise<(wrong: string) => string | undefined> {
  const titles = entries.some(isOfTemplate) ? await listTitles(tx, organisationId) : []
  const meant = new Map<string, string | undefined>()
  return (wrong) => {
    if (!meant.has(wrong) && meant.size < MAX_SOUGHT) meant.set(wrong, nearest(wrong, titles)[0])
    return meant.get(wrong)
  }
}

const isOfTemplate = (entry: DraftEntry): boolean =>
  entry.fate === 'refused' && entry.faults.some(({ pointer }) => pointer === '/template')
