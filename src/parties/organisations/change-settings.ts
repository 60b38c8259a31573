import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import { Refusal } from '../../errors.ts'
import type { ChangedSettings } from './schemas.ts'
import { changeSettings, settingFaults, withDefaults } from './settings.ts'
import { findSettings, type SettingsRow, writeSettings } from './store.ts'

/** Changes the settings of the actor's own organisation; null takes a setting back to its default. */
export async function changeOwnSettings(
  ctx: Context,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedSettings>,
): Promise<SettingsRow> {
  const { organisationId } = ctx.actor
  return write(ctx, async (tx) => {
    const before = await findSettings(tx, organisationId)
    assertVersion(before?.version ?? 0)
    const set = changeSettings(before?.set ?? {}, changes)
    const faults = settingFaults(withDefaults(set))
    if (faults.length > 0) throw new Refusal('incomplete', 'The settings do not fit together.', faults)
    const changed = await writeSettings(tx, organisationId, before?.version ?? 0, set, ctx.now())
    if (!changed) throw new Refusal('stale', 'They were changed after you read them. Read them again.')
    await record(tx, ctx, 'settings.change', organisationId, { changes })
    return changed
  })
}
