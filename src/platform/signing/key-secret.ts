import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The 256-bit key that encrypts private keys at rest: from `KEY_SECRET`, or made once and kept in the data folder,
 * readable by its owner alone.
 */
export function keySecret(given: string | null, dataDir: string): Uint8Array {
  if (given) return createHash('sha256').update(given).digest()
  mkdirSync(dataDir, { recursive: true })
  const file = join(dataDir, 'key-secret')
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return createHash('sha256').update(readFileSync(file, 'utf8')).digest()
}
