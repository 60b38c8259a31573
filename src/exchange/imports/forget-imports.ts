import type { Services } from '../../context.ts'
import { deleteOld } from './queue-store.ts'

/** So many days a table waits to be entered; so many it is told what came of one. */
export const TABLE_KEPT_DAYS = 7
export const IMPORT_KEPT_DAYS = 30

export async function forgetImports({ db, now }: Services): Promise<void> {
  const ago = (days: number) => new Date(now().getTime() - days * 86_400_000)
  await deleteOld(db.owner, ago(TABLE_KEPT_DAYS), ago(IMPORT_KEPT_DAYS))
}
