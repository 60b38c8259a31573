import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { onBehalfOf } from '../../db/tenancy.ts'
import { writeMessageLine } from '../outbox/queue-message.ts'
import { findOwners, lockMessage, updateMessage } from '../outbox/store.ts'
import { messageActions } from './actions.ts'
import { endLinkOf } from './prepare-message.ts'

/** What became of a mail after it was sent: it came back for good, or its recipient does not want any. */
export type MailEvent = { message: string; event: 'bounced' | 'complained'; code?: string | undefined }

/** The message of a Message-ID, of an envelope sender, or of its own id. */
const idIn = (text: string): string | null =>
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0]?.toLowerCase() ?? null

/** Notes what a provider, or whoever reads what comes back, says of mails of whichever organisation; tells how many it knew. */
export async function recordMailEvents(
  ctx: Context,
  events: readonly MailEvent[],
): Promise<{ noted: number; unknown: number }> {
  const told = new Map(events.flatMap((event) => [[idIn(event.message), event] as const]))
  const hold = async () => ({ state: null, organisationId: ctx.actor.organisationId })
  return act(ctx, messageActions.recordMailEvents, hold, async ({ tx }) => {
    const ids = [...told.keys()].filter((id) => id !== null)
    const owners = await findOwners(tx, ids)
    let noted = 0
    for (const { id, organisationId } of owners) {
      const note = () => noteEvent(tx, ctx, id, organisationId, told.get(id)!)
      if (await onBehalfOf(tx, organisationId, ctx.actor.organisationId, note)) noted += 1
    }
    const value = { noted, unknown: events.length - owners.length }
    return { value, subjectId: ctx.actor.organisationId, details: value }
  })
}

/** Only what was sent can come back; told again, nothing changes. The line is one of whose message it is. */
async function noteEvent(
  tx: Tx,
  ctx: Context,
  id: string,
  organisationId: string,
  { event, code }: MailEvent,
): Promise<boolean> {
  const message = await lockMessage(tx, id)
  if (message?.state !== 'sent') return false
  const now = ctx.now()
  const problem = event === 'complained' ? 'complaint' : (code ?? 'returned')
  const bounced = await updateMessage(tx, id, {
    state: 'bounced',
    bouncedAt: now,
    endedAt: now,
    problem,
  })
  await endLinkOf(tx, message, now)
  const actor = { organisationId, clientId: null, memberId: null, personId: null }
  await writeMessageLine(tx, { ...ctx, actor }, 'message.bounce', bounced, { problem })
  return true
}
