import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { type LinkToMake, makeLink } from '../../platform/auth/links.ts'
import { type Queued, queueMessage } from './queue-message.ts'

/** How a link goes to its holder: its address is answered, or it is made when a message is sent. */
export type Deliver = 'answer' | 'mail'

/** The address of a link, shown this once; or the message that brings it. */
export type DeliveredLink = { url: string; expiresAt: string } | { messageId: string }

type Way = Pick<Queued, 'template'> & { page: string; atLeast?: Date | null }

/** Makes a link for whoever asked to hand it over, or has it sent to its holder by mail; with what the ledger says of it. */
export async function deliverLink(
  tx: Tx,
  ctx: Context,
  deliver: Deliver,
  link: LinkToMake,
  { template, page, atLeast = null }: Way,
): Promise<{ value: DeliveredLink; details: Record<string, unknown> }> {
  const { party, secondGuardian = false } = link
  const holder = { party, ...(secondGuardian && { secondGuardian }) }
  if (deliver === 'mail') {
    const { organisationId, hostingOrganisationId, personId, subjectId } = link
    const to = { personId, ...holder }
    const queued = { template, to, organisationId, hostingOrganisationId, subjectId }
    const messageId = await queueMessage(tx, ctx, queued)
    return { value: { messageId }, details: { ...holder, deliver, messageId } }
  }
  const { secret, expiresAt, ledger } = await makeLink(tx, ctx, { ...link, travelled: 'by-hand' }, atLeast)
  const url = `${ctx.publicUrl}/${page}/${secret}`
  return {
    value: { url, expiresAt: expiresAt.toISOString() },
    details: { ...holder, deliver, ...ledger },
  }
}
