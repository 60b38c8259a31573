import type { z } from 'zod'
import { act, type Done } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { RestrainingSetting } from '../../db/schema/parties/settings.ts'
import { Refusal } from '../../errors.ts'
import { isGivenByTwo } from '../grants/grant.ts'
import { proposeGrant } from '../grants/propose-grant.ts'
import { keepersOf } from '../grants/store.ts'
import { organisationActions } from './actions.ts'
import { changeSettings, letGoBy, settingFaults, withDefaults } from './settings.ts'
import type { ChangedSettings } from './settings-schemas.ts'
import { findSettings, type SettingsRow, writeSettings } from './store.ts'
import { say } from './words.ts'

type Changes = z.infer<typeof ChangedSettings>
type Changed = { row: SettingsRow; grantId: string | null }

/**
 * Changes the settings of the actor's own organisation; null takes a setting back to its default. To switch off what holds
 * rights down waits for a second person, where rights are given by two.
 */
export async function changeOwnSettings(
  ctx: Context,
  assertVersion: (version: number) => void,
  changes: Changes,
): Promise<Changed> {
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
  const { changeSettings: action } = organisationActions
  return act(ctx, action, hold, async ({ tx, subject, actor, role, now }): Promise<Done<Changed>> => {
    const { organisationId, before } = subject
    assertVersion(before?.version ?? 0)
    const waiting = await waitingOf(tx, subject, changes, now)
    const atOnce: Changes = Object.fromEntries(
      Object.entries(changes).filter(([name]) => !waiting.some((other) => other === name)),
    )
    const set = changeSettings(before?.set ?? {}, atOnce)
    const faults = settingFaults(withDefaults(set), [...ctx.frameworks.keys()])
    if (faults.length > 0) throw new Refusal('incomplete', say('settings-unfit'), faults)
    const undecided = (before?.undecided ?? []).filter((name) => !Object.hasOwn(atOnce, name))
    const changed = await writeSettings(tx, organisationId, before?.version ?? 0, set, now, undecided)
    if (!changed) throw new Refusal('stale', say('settings-changed-meanwhile'))
    const done = { subjectId: organisationId, details: { changes: withoutAddress(atOnce) } }
    if (waiting.length === 0) return { ...done, value: { row: changed, grantId: null } }
    const rights = Object.fromEntries(waiting.map((name) => [name, false as const]))
    const asked = { kind: 'setting', subjectId: organisationId, rights } as const
    const { grantId, afterwards } = await proposeGrant(tx, ctx, { actor, role, now }, asked)
    return { ...done, value: { row: changed, grantId }, afterwards }
  })
}

/**
 * What of a change waits for a second person. That one person may give rights alone always does, where there are two: also
 * where an upgrade has left it so.
 */
async function waitingOf(
  tx: Tx,
  { organisationId, before }: { organisationId: string; before: SettingsRow | undefined },
  changes: Changes,
  now: Date,
): Promise<RestrainingSetting[]> {
  const letGo = letGoBy(before?.set ?? {}, before?.undecided ?? [], changes)
  if (letGo.length === 0) return []
  const keepers = await keepersOf(tx, organisationId, now)
  return letGo.filter((name) =>
    name === 'secondPersonForRights' ? keepers.admins >= 2 : isGivenByTwo(keepers),
  )
}

/** The ledger keeps no address: that one was set or taken away is enough. */
const withoutAddress = (changes: Changes): Record<string, unknown> =>
  changes.mailReplyTo ? { ...changes, mailReplyTo: 'set' } : changes
