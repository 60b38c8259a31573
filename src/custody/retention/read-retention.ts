import type { Tx } from '../../db/client.ts'
import { asEraser } from '../../db/tenancy.ts'
import { settingsOf } from '../../parties/organisations/store.ts'
import { countRunning } from './store.ts'

/** The periods of an organisation, and how much has come to its end or will within thirty days. */
export async function readRetention(tx: Tx, organisationId: string, now: Date) {
  const settings = await settingsOf(tx, organisationId)
  const counts = await asEraser(tx, () => countRunning(tx, { organisationId, settings, now }))
  return { settings, counts }
}
