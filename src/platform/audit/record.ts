import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { auditLines } from '../../db/schema/platform.ts'

/**
 * Writes the audit line of a change, in the change's own transaction. `details` holds no personal data and no secret.
 * `ofCase` is given where people of both parties of a case may do this: its sending organisation, which answers for the
 * case, then reads the line whoever acted.
 */
export async function record(
  tx: Tx,
  ctx: Pick<Context, 'actor' | 'now' | 'requestId'>,
  action: string,
  subjectId: string,
  details: Record<string, unknown> = {},
  ofCase?: { organisationId: string },
): Promise<void> {
  const { organisationId, clientId, memberId, personId } = ctx.actor
  const at = ctx.now()
  const owner = ofCase?.organisationId
  await tx.insert(auditLines).values({
    organisationId,
    caseOrganisationId: owner === organisationId ? null : owner,
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
