import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import type { Action, Subject } from '../../platform/actions/action.ts'
import { enqueue } from './queue-message.ts'
import { findTold } from './store.ts'
import { tellings } from './tellings.ts'

/** Queues what an action that was just done tells by the table, in its transaction, to those who have an address. */
export async function tellOf(
  tx: Tx,
  ctx: Pick<Context, 'actor' | 'now' | 'requestId'>,
  { key }: Pick<Action, 'key'>,
  { organisationId, recognitionId }: Subject,
  subjectId: string,
): Promise<void> {
  const told = tellings[key]
  if (!told || !recognitionId || ctx.actor.organisationId !== organisationId) return
  const found = await findTold(tx, recognitionId, ctx.now())
  if (!found) return
  const { personId, hostingOrganisationId, parties, ofItself } = found
  for (const { template, about, to } of told.filter(({ always }) => ofItself || always))
    for (const holder of parties.filter(({ party }) => to.includes(party))) {
      await enqueue(tx, ctx, {
        template,
        to: { personId, ...holder },
        organisationId,
        hostingOrganisationId,
        subjectId: about === 'case' ? recognitionId : subjectId,
      })
    }
}
