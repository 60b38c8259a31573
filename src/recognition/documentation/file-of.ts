import type { Context } from '../../context.ts'
import { notFound, Refusal } from '../../errors.ts'
import type { Download } from '../../platform/http/download.ts'
import { isReleased } from './evidence.ts'
import { extensionOf } from './media/extension.ts'
import type { Evidence } from './store.ts'
import { say } from './words.ts'

/** The file of a piece of evidence, byte for byte as it was kept; refuses one that is held back, infected, taken back or erased. */
export async function fileOf({ storage }: Pick<Context, 'storage'>, piece: Evidence): Promise<Download> {
  if (piece.sha256 === null) throw notFound('file')
  assertHandedOut(piece)
  return {
    name: `${piece.id}.${extensionOf(piece.mediaType)}`,
    type: piece.mediaType ?? 'application/octet-stream',
    stream: await storage.open(piece.sha256),
    size: piece.size ?? 0,
  }
}

/** Refuses what is held back, infected, taken back or erased. */
export function assertHandedOut(piece: Evidence): void {
  if (piece.withdrawnAt) throw new Refusal('wrong-state', say('withdrawn'))
  if (piece.erasedAt) throw new Refusal('wrong-state', say('erased'))
  if (!isReleased(piece)) throw new Refusal('wrong-state', say(piece.scan === 'held' ? 'held' : 'infected'))
}
