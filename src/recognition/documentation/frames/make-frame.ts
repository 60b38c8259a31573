import type { Context } from '../../../context.ts'
import type { EvidenceFact } from '../../../db/schema/recognition/evidence-facts.ts'
import { sha256 as digest } from '../../../platform/hash.ts'
import type { Storage } from '../../../platform/storage/storage.ts'
import { isReleased } from '../evidence.ts'
import type { FileRead } from '../media/read-file.ts'
import { beginningOf } from '../media/recognise.ts'
import type { Evidence } from '../store.ts'
import { stripMetadata } from '../strip-metadata.ts'

/** What a piece says of its file and of the picture of its film, and how that picture is kept. */
type Framed = {
  columns: Pick<Evidence, 'facts' | 'frameSha256' | 'frameSize'>
  keepIn(storage: Pick<Storage, 'keep'>): Promise<void>
}

/**
 * Has the first picture of a film made, where a program for it is installed and no scanner holds the film back: what may do
 * harm is given to no program. A film without one says so; what is no film has none.
 */
export async function makeFrame(
  { filmFrame }: Pick<Context, 'filmFrame'>,
  { film, facts }: Pick<FileRead, 'film' | 'facts'>,
  scan: Evidence['scan'],
): Promise<Framed> {
  const without = { frameSha256: null, frameSize: null }
  if (!film) return { columns: { facts, ...without }, keepIn: async () => {} }
  const made = filmFrame && isReleased({ scan }) ? pictureIn(await filmFrame(film)) : null
  const say = (fact: 'framed' | 'not-framed'): EvidenceFact[] => [...(facts ?? []), { fact, value: true }]
  if (!made) return { columns: { facts: say('not-framed'), ...without }, keepIn: async () => {} }
  const frameSha256 = digest(made)
  return {
    columns: { facts: say('framed'), frameSha256, frameSize: made.length },
    keepIn: (storage) => storage.keep(frameSha256, made),
  }
}

/** A JPEG that is whole, without what tells of its making; null for anything else. */
function pictureIn(made: Uint8Array | null): Uint8Array | null {
  if (!made || beginningOf(made) !== 'image/jpeg') return null
  return stripMetadata('image/jpeg', made)?.bytes ?? null
}
