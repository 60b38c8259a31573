import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

/** Where evidence bytes lie, by the SHA-256 of their content. What lies there never changes. */
export type Storage = {
  /** Keeps the bytes; keeping the same bytes again does nothing. Durable when it returns. */
  keep(sha256: string, bytes: Uint8Array): Promise<void>
  /** Rejects when there is nothing under that hash. */
  open(sha256: string): Promise<Readable>
  /** Removes the bytes for good; where there are none, there is nothing to do. */
  remove(sha256: string): Promise<void>
}

/** Files below a folder, readable by their owner alone. */
export function folderStorage(root: string): Storage {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256')
    return join(root, sha256.slice(0, 2), sha256)
  }
  return {
    async keep(sha256, bytes) {
      const path = pathOf(sha256)
      if (await exists(path)) return
      await mkdir(dirname(path), { recursive: true })
      const partial = `${path}.${randomUUID()}`
      await writeFile(partial, bytes, { mode: 0o600, flush: true })
      await rename(partial, path)
    },
    async open(sha256) {
      const path = pathOf(sha256)
      await stat(path)
      return createReadStream(path)
    },
    async remove(sha256) {
      await rm(pathOf(sha256), { force: true })
    },
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
