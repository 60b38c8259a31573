import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { auditLines } from '../../db/schema/platform.ts'

/** Writes the audit line of a change, in the change's own transaction. `details` holds no personal data and no secret. */
export async function record(
  tx: Tx,
  ctx: Pick<Context, 'actor' | 'now' | 'requestId'>,
  action: string,
  subjectId: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  const { organisationId, clientId, memberId, personId } = ctx.actor
  const at = ctx.now()
  await tx.insert(auditLines).values({
    organisationId,
    clientId,
    memberId,
    personId,
    at,
    action,
    subjectId,
    details,
    requestId: ctx.requestId,
  })
}
