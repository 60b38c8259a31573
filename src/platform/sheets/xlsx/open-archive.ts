import { fromBufferPromise } from 'yauzl'
import { Misfit } from '../fault.ts'

/** A part of a workbook by its path in the archive, unpacked as it is read; null where there is none. */
export type Parts = (path: string) => AsyncIterable<Uint8Array> | null

const MAX_PARTS = 2_000
/** What a part may unpack to, and all that are read together. A sheet of fifty thousand rows of forty values has less. */
const MAX_PART = 128 * 1024 * 1024
const MAX_ALL = 192 * 1024 * 1024

/**
 * The parts of an archive. Nothing is unpacked before it is asked for, nor further than the archive said it would be;
 * throws a misfit for what would be more than a workbook is.
 */
export async function openArchive(bytes: Uint8Array): Promise<Parts> {
  const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
    lazyEntries: true,
    validateEntrySizes: true,
  })
  if (archive.entryCount > MAX_PARTS) throw new TooMuch()
  const entries = new Map<string, Parameters<typeof archive.openReadStreamPromise>[0]>()
  for await (const entry of archive.eachEntry()) entries.set(entry.fileName, entry)
  let left = MAX_ALL
  return (path) => {
    const entry = entries.get(path)
    if (!entry) return null
    left -= entry.uncompressedSize
    if (entry.uncompressedSize > MAX_PART || left < 0) throw new TooMuch()
    return unpack(() => archive.openReadStreamPromise(entry))
  }
}

/** An archive unpacks to more than is read of one. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch'
  readonly misfit = new Misfit('unpacks-too-large', { most: MAX_PART / 1024 / 1024 })
}

async function* unpack(opened: () => Promise<AsyncIterable<Uint8Array>>): AsyncGenerator<Uint8Array> {
  yield* await opened()
}
