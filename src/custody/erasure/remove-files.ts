import type { Services } from '../../context.ts'
import { listDiscarded, settleFile } from './store.ts'

/**
 * Removes from the storage what evidence was erased of, unless it is somebody else's evidence too. May run twice and in
 * several processes; what a crash leaves is taken up at the next turn, and one file that fails holds up no other.
 */
export async function removeFiles({ db, storage }: Pick<Services, 'db' | 'storage'>): Promise<void> {
  const failures: unknown[] = []
  for (const sha256 of await listDiscarded(db.owner, 100)) {
    await settleFile(db.owner, sha256, () => storage.remove(sha256)).catch((error) => failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} files could not be removed`)
}
