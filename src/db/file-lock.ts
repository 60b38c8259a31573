import { rmSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

export type FileLock = { release(): void }

const SQLITE_BUSY = 5

/**
 * A lock on a file that the operating system holds for this process and drops with it, whatever becomes of it: that of a
 * database of SQLite, which Node brings. 'held': another process has it, or this one has it already. Null: the file
 * system has no such locks.
 */
export function lockFile(path: string): FileLock | 'held' | null {
  for (let attempt = 0; attempt < 10; attempt++) {
    const before = identityOf(path)
    const lock = take(path)
    if (typeof lock !== 'object' || lock === null) return lock
    // Whoever releases a lock takes the file away: a lock on that one would exclude nobody.
    const now = identityOf(path)
    if (now !== null && (before === null || now === before)) return lock
    lock.close()
  }
  return 'held'
}

type Opened = FileLock & { close(): void }

function take(path: string): Opened | 'held' | null {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path)
    database.exec('begin exclusive')
  } catch (error) {
    database?.close()
    return (error as { errcode?: number }).errcode === SQLITE_BUSY ? 'held' : null
  }
  const opened = database
  return {
    close: () => opened.close(),
    release() {
      rmSync(path, { force: true })
      opened.close()
    },
  }
}

function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found ? `${found.dev}:${found.ino}:${found.birthtimeNs}` : null
}
