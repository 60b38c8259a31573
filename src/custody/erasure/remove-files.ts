import type { Services } from '../../context.ts'
import { workThrough } from '../../platform/jobs/work-through.ts'
import { listDiscarded, removing, settleFile } from './discarded-store.ts'

/**
 * Removes from the storage what evidence was erased of, unless it is somebody else's evidence too. May run twice and in
 * several processes; what a crash leaves is taken up again, and one file that fails holds up no other.
 */
export async function removeFiles(services: Pick<Services, 'db' | 'storage' | 'now'>): Promise<void> {
  const { db, storage, now } = services
  const due = await listDiscarded(db.owner, now(), 100)
  const failures = await workThrough(
    services,
    removing,
    due,
    ({ item }) => settleFile(db.owner, item, () => storage.remove(item)),
    { comesAgain: true },
  )
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} files could not be removed`)
}
