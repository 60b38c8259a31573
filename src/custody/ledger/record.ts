import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { writeLine } from './write-line.ts'

type OfCase = { organisationId: string; hostingOrganisationId: string; recognitionId?: string }

/**
 * Writes the line of an act that moved nothing. `ofCase` says in which case it was done, or for which two organisations
 * where there is no case yet: the sending organisation, which answers for it, then reads the line whoever acted.
 */
export async function record(
  tx: Tx,
  ctx: Pick<Context, 'actor' | 'now' | 'requestId'>,
  action: string,
  subjectId: string,
  details: Record<string, unknown> = {},
  ofCase?: OfCase,
): Promise<void> {
  const line = { action, subjectId, details }
  if (!ofCase?.recognitionId) return writeLine(tx, ctx, ofCase ? { ...line, parties: ofCase } : line)
  await writeLine(tx, ctx, { ...line, recognition: { ...ofCase, id: ofCase.recognitionId } })
}
