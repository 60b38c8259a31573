import type { Context } from '../../../context.ts'
import { notFound } from '../../../errors.ts'
import type { Download } from '../../../platform/http/download.ts'
import { assertHandedOut } from '../file-of.ts'
import { openPiece } from '../open-evidence.ts'
import type { Evidence } from '../store.ts'

/** The first picture of a film that is evidence; that it was read is kept, as with the film. */
export async function openFrame(...asked: Parameters<typeof openPiece>): Promise<Download> {
  return frameFileOf(asked[0], await openPiece(...asked))
}

/** The picture of a film as it was kept; refuses that of a film which is refused. */
export async function frameFileOf({ storage }: Pick<Context, 'storage'>, piece: Evidence): Promise<Download> {
  if (piece.frameSha256 === null) throw notFound('file')
  assertHandedOut(piece)
  return {
    name: `${piece.id}-frame.jpg`,
    type: 'image/jpeg',
    stream: await storage.open(piece.frameSha256),
    size: piece.frameSize ?? 0,
  }
}
