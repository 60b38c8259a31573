import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { Link } from '../../platform/auth/links.ts'
import { enqueue, type Queued } from './queue-message.ts'
import { findReachable } from './store.ts'

/** By whom something was signed: whoever holds the link. */
type Signer = Pick<Link, 'organisationId' | 'hostingOrganisationId' | 'party' | 'secondGuardian' | 'personId'>

/**
 * Queues the message that says to whoever has just signed through a link where the copy is, where the organisation has the
 * service tell of itself and they have an address.
 */
export async function queueCopy(
  tx: Tx,
  ctx: Pick<Context, 'actor' | 'now' | 'requestId'>,
  { organisationId, hostingOrganisationId, party, secondGuardian, personId }: Signer,
  what: Pick<Queued, 'template' | 'subjectId'>,
): Promise<void> {
  const to = { personId, party, secondGuardian }
  const { mail, address } = await findReachable(tx, organisationId, to, ctx.now())
  if (mail === 'all' && address)
    await enqueue(tx, ctx, { ...what, to, organisationId, hostingOrganisationId })
}
