import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

/** A file that came in and lies beside the kept ones until it is kept or let go. Nothing of it is held in memory. */
export type Arrived = {
  size: number
  /** So many bytes from a place on, or fewer where it ends. */
  read(at: number, length: number): Promise<Buffer>
  write(at: number, bytes: Uint8Array): Promise<void>
  /** Of what lies there now. */
  sha256(): Promise<string>
  stream(): Readable
  /** The same file once more, to be read by another program. */
  reopen(): Promise<FileHandle>
  /** Gives it its place among the kept ones, durably. */
  keep(): Promise<void>
  /** Removes it, unless it was kept. */
  discard(): Promise<void>
}

/** How a file finds its place: the path of a hash, its folder there. */
type Place = (sha256: string) => Promise<string>

/** Writes what comes into a file of its own below a folder; where that breaks off, nothing is left behind. */
export async function writeArrived(
  root: string,
  parts: AsyncIterable<Uint8Array>,
  placeOf: Place,
): Promise<Arrived> {
  const path = join(root, `arrived.${randomUUID()}`)
  const file = await open(path, 'wx+', 0o600)
  try {
    let size = 0
    for await (const part of parts) {
      await writeAll(file, part, size)
      size += part.length
    }
    return arrivedAt(path, file, size, placeOf)
  } catch (error) {
    await file.close().catch(() => {})
    await rm(path, { force: true })
    throw error
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; )
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten
}

function arrivedAt(path: string, file: FileHandle, size: number, placeOf: Place): Arrived {
  const stream = () => createReadStream('', { fd: file, autoClose: false, start: 0 })
  async function sha256(): Promise<string> {
    const hash = createHash('sha256')
    for await (const part of stream()) hash.update(part)
    return hash.digest('hex')
  }
  let isOpen = true
  let isKept = false
  async function close(): Promise<void> {
    if (isOpen) await file.close()
    isOpen = false
  }
  return {
    size,
    async read(at, length) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
      return buffer.subarray(0, bytesRead)
    },
    write: (at, bytes) => writeAll(file, bytes, at),
    sha256,
    stream,
    reopen: () => open(path, 'r'),
    async keep() {
      if (isKept) return
      const place = await placeOf(await sha256())
      await file.sync()
      await rename(path, place)
      isKept = true
      const folder = await open(dirname(place))
      await folder.sync().finally(() => folder.close())
    },
    async discard() {
      await close()
      await rm(path, { force: true })
    },
  }
}
