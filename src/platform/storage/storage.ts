import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { Trouble } from '../../errors.ts'
import { sha256 as digest } from '../hash.ts'
import { type Arrived, writeArrived } from './arrived.ts'

/** Where evidence bytes lie, by the SHA-256 of their content. What lies there never changes. */
export type Storage = {
  /**
   * Keeps the bytes; keeping the same bytes again does nothing, or mends what had changed. Durable when it returns; where
   * it rejects, nothing is left behind.
   */
  keep(sha256: string, bytes: Uint8Array): Promise<void>
  /** Takes in a file too large to be held in memory; it is kept once what becomes of it is known. */
  receive(parts: AsyncIterable<Uint8Array>): Promise<Arrived>
  /** The bytes, once they were found to be the ones that were kept; rejects with `FileDamaged` where they are not. */
  open(sha256: string): Promise<Readable>
  /** Removes the bytes for good; where there are none, there is nothing to do. */
  remove(sha256: string): Promise<void>
  /** Whether something can be kept now. */
  isWritable(): Promise<boolean>
  /** Removes what was begun more than an hour ago and never finished, by a process that ended meanwhile. */
  tidy(): Promise<void>
}

/** That kept bytes are not there any more, or not as they were. */
export class FileDamaged extends Trouble {
  override readonly name = 'FileDamaged'
  readonly fault: 'missing' | 'changed'

  constructor(sha256: string, fault: FileDamaged['fault']) {
    super(`The kept file ${sha256} is ${fault}.`)
    this.fault = fault
  }
}

/** Up to this size, in bytes, what was read and found right is what is given; larger files are read twice. */
const AT_ONCE = 1024 * 1024
/** What is still being written is younger, in milliseconds. */
const BEGUN = 3_600_000

/** Files below a folder, readable by their owner alone. */
export function folderStorage(root: string): Storage {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256')
    return join(root, sha256.slice(0, 2), sha256)
  }
  return {
    async keep(sha256, bytes) {
      const path = pathOf(sha256)
      const kept = await openSound(path, sha256).catch(() => null)
      if (kept) return void kept.destroy()
      await makeFolder(dirname(path))
      await writeWhole(path, bytes)
    },
    async receive(parts) {
      await makeFolder(root)
      return writeArrived(root, parts, async (sha256) => {
        await makeFolder(dirname(pathOf(sha256)))
        return pathOf(sha256)
      })
    },
    open: (sha256) => openSound(pathOf(sha256), sha256),
    async remove(sha256) {
      await rm(pathOf(sha256), { force: true })
    },
    async isWritable() {
      const probe = join(root, `probe.${randomUUID()}`)
      try {
        await makeFolder(root)
        await writeFile(probe, 'x'.repeat(4096), { mode: 0o600, flush: true })
        return true
      } catch {
        return false
      } finally {
        await rm(probe, { force: true }).catch(() => {})
      }
    },
    async tidy() {
      const left = await readdir(root, { recursive: true }).catch(() => [])
      for (const name of left.filter((found) => /\.[0-9a-f-]{36}$/.test(found))) {
        const path = join(root, name)
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
        if (mtimeMs < Date.now() - BEGUN) await rm(path, { force: true })
      }
    },
  }
}

/** Makes what is missing of a path. Node's own way of doing so says of a disk that only reads that nothing is there. */
async function makeFolder(path: string): Promise<void> {
  const make = () =>
    mkdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  await make().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    await makeFolder(dirname(path))
    await make()
  })
}

/** Under its own name it is there whole or not at all. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const partial = `${path}.${randomUUID()}`
  try {
    await writeFile(partial, bytes, { mode: 0o600, flush: true })
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {})
    throw error
  }
}

async function openSound(path: string, sha256: string): Promise<Readable> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new FileDamaged(sha256, 'missing') : error
  })
  try {
    const { size } = await file.stat()
    if (size > AT_ONCE) return await openLarge(file, sha256)
    const bytes = await file.readFile()
    if (digest(bytes) !== sha256) throw new FileDamaged(sha256, 'changed')
    await file.close()
    return Readable.from([bytes], { objectMode: false })
  } catch (error) {
    await file.close().catch(() => {})
    throw error
  }
}

/** Looks at all of it before the first byte is given; both times it is the same open file. */
async function openLarge(file: FileHandle, sha256: string): Promise<Readable> {
  const hash = createHash('sha256')
  for await (const part of createReadStream('', { fd: file, autoClose: false, start: 0 })) hash.update(part)
  if (hash.digest('hex') !== sha256) throw new FileDamaged(sha256, 'changed')
  return createReadStream('', { fd: file, start: 0 })
}
