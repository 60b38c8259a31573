import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Leaves the id and the secret of a client in a file of the data folder that its owner alone can read, in place of an earlier
 * one, as settings that a shell takes; returns where. It is there, whole, before this returns.
 */
export function leaveSecret(
  dataDir: string,
  name: string,
  { id, secret }: { id: string; secret: string },
): string {
  mkdirSync(dataDir, { recursive: true })
  const file = resolve(join(dataDir, name))
  const unfinished = `${file}.${process.pid}`
  const opened = openSync(unfinished, 'w', 0o600)
  try {
    writeSync(opened, `CLIENT_ID=${id}\nCLIENT_SECRET=${secret}\n`)
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
  renameSync(unfinished, file)
  return file
}
