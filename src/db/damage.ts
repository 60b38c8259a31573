import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../errors.ts'

/** Where it stands which backup of a database folder was written last. */
export const lastBackupOf = (folder: string): string => `${folder}.backup`

/** What the newest backup of a database is: the file, and when it was written. */
export type LastBackup = { file: string; at: string }

/**
 * Throws where there are files of a database, but not the one that says that they are one: the embedded database would
 * make itself anew over them.
 */
export function refuseHalf(folder: string): void {
  if (readdirSync(folder).length > 0 && !existsSync(join(folder, 'PG_VERSION'))) throw damaged(folder)
}

/** That a folder holds a database that cannot be opened, and with which backup it goes on. */
export function damaged(folder: string, cause?: unknown): CannotStart {
  const last = readLast(folder)
  const way = last
    ? `restore its backup of ${last.at}: npm run restore -- --from ${last.file}`
    : 'restore a backup: npm run restore -- --from FILE (none that was made here is known)'
  return new CannotStart(
    `The embedded database in ${folder} is damaged and cannot be opened; move that folder away and ${way}`,
    { cause },
  )
}

function readLast(folder: string): LastBackup | null {
  try {
    return JSON.parse(readFileSync(lastBackupOf(folder), 'utf8')) as LastBackup
  } catch {
    return null
  }
}
