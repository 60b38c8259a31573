import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { ledger } from '../../db/schema/custody/ledger.ts'
import { insertAll } from '../../db/sets/insert-all.ts'
import type { Role } from '../../platform/auth/access.ts'

type Parties = { organisationId: string; hostingOrganisationId: string }

/** What is written down of one act. `details` holds no personal data and no secret. */
export type Line = {
  /** What was done: noun.verb. */
  action: string
  /** The id of the thing that was acted on. */
  subjectId: string
  /** The case that it was done in. Its sending organisation reads the line, whoever acted. */
  recognition?: { id: string } & Parties
  /** The same where there is no case yet. */
  parties?: Parties | undefined
  /** The role in which it was done, whatever others the member holds. */
  role?: Role | null
  /** For a move: the stage of the case or the state of the appeal, before and after. */
  from?: string | null
  to?: string
  reason?: string | null
  /** The hash of what was known of the case then. */
  inputHash?: string | undefined
  /** Of an act by link they say besides whose link it was. */
  details?: Record<string, unknown>
}

type Writing = Pick<Context, 'actor' | 'now' | 'requestId'>

/** Writes the line of an act in the ledger, in the act's own transaction: both are kept, or neither. */
export async function writeLine(tx: Tx, ctx: Writing, line: Line): Promise<void> {
  await tx.insert(ledger).values(rowOf(ctx, line))
}

/** The same of many acts of one moment. */
export async function writeLines(tx: Tx, ctx: Writing, lines: readonly Line[]): Promise<void> {
  await insertAll(
    tx,
    ledger,
    lines.map((line) => rowOf(ctx, line)),
  )
}

function rowOf(
  ctx: Writing,
  { recognition, parties = recognition, details = {}, ...line }: Line,
): typeof ledger.$inferInsert {
  const { organisationId, clientId, memberId, personId, through } = ctx.actor
  const owner = parties?.organisationId
  return {
    ...line,
    organisationId,
    caseOrganisationId: owner === organisationId ? null : owner,
    hostingOrganisationId: parties?.hostingOrganisationId,
    recognitionId: recognition?.id,
    clientId,
    memberId,
    personId,
    at: ctx.now(),
    requestId: ctx.requestId,
    details: through ? { ...details, through } : details,
  }
}
