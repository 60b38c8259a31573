import { type Context, read } from '../../context.ts'
import { keepReading } from '../../custody/ledger/readings-store.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { Download } from '../../platform/http/download.ts'
import { fileOf } from './file-of.ts'
import { getEvidence } from './store.ts'

/** Who opens evidence: those who arrange, attest, mark, decide or look after it. */
export const evidenceReaders = ['coordinator', 'mentor', 'assessor', 'validator', 'auditor'] as const

/** The file of a piece of evidence as it is kept; that it was read is kept, too. */
export async function openEvidence(
  ctx: Context,
  recognitionId: string,
  evidenceId: string,
  assertAllowed: (actor: Actor) => void = () => {},
): Promise<Download> {
  const row = await read(ctx, async (tx, actor) => {
    assertAllowed(actor)
    const found = await getEvidence(tx, recognitionId, evidenceId)
    await keepReading(tx, actor, [found], ctx.now())
    return found
  })
  return fileOf(ctx, row)
}
