import { type Context, read } from '../../context.ts'
import { keepReading } from '../../custody/ledger/readings-store.ts'
import type { Actor } from '../../platform/auth/access.ts'
import type { Download } from '../../platform/http/download.ts'
import { fileOf } from './file-of.ts'
import { type Evidence, getEvidence } from './store.ts'

/** Who opens evidence: those who arrange, attest, mark, decide or look after it. */
export const evidenceReaders = ['coordinator', 'mentor', 'assessor', 'validator', 'auditor'] as const

/** The file of a piece of evidence as it is kept; that it was read is kept, too. */
export async function openEvidence(...asked: Parameters<typeof openPiece>): Promise<Download> {
  return fileOf(asked[0], await openPiece(...asked))
}

/** A piece of evidence whose file, or picture, is opened; keeps that it was read. */
export async function openPiece(
  ctx: Context,
  recognitionId: string,
  evidenceId: string,
  assertAllowed: (actor: Actor) => void = () => {},
): Promise<Evidence> {
  return read(ctx, async (tx, actor) => {
    assertAllowed(actor)
    const found = await getEvidence(tx, recognitionId, evidenceId)
    await keepReading(tx, actor, [found], ctx.now())
    return found
  })
}
