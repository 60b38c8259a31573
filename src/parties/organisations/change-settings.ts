import type { z } from 'zod'
import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { Refusal } from '../../errors.ts'
import { organisationActions } from './actions.ts'
import type { ChangedSettings } from './schemas.ts'
import { changeSettings, settingFaults, withDefaults } from './settings.ts'
import { findSettings, type SettingsRow, writeSettings } from './store.ts'
import { say } from './words.ts'

/** Changes the settings of the actor's own organisation; null takes a setting back to its default. */
export async function changeOwnSettings(
  ctx: Context,
  assertVersion: (version: number) => void,
  changes: z.infer<typeof ChangedSettings>,
): Promise<SettingsRow> {
  const hold = async (tx: Tx) => {
    const { organisationId } = ctx.actor
    const before = await findSettings(tx, organisationId)
    const { requireSignIn } = withDefaults(before?.set ?? {})
    const asked = changes.requireSignIn
    return {
      state: null,
      organisationId,
      before,
      ofSignIn: asked !== undefined && (asked ?? false) !== requireSignIn,
    }
  }
  return act(ctx, organisationActions.changeSettings, hold, async ({ tx, subject, now }) => {
    const { organisationId, before } = subject
    assertVersion(before?.version ?? 0)
    const set = changeSettings(before?.set ?? {}, changes)
    const faults = settingFaults(withDefaults(set))
    if (faults.length > 0) throw new Refusal('incomplete', say('settings-unfit'), faults)
    const changed = await writeSettings(tx, organisationId, before?.version ?? 0, set, now)
    if (!changed) throw new Refusal('stale', say('settings-changed-meanwhile'))
    return { value: changed, subjectId: organisationId, details: { changes } }
  })
}
