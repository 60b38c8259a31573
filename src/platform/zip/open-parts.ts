import { fromBufferPromise } from 'yauzl'

/** As many parts as an archive may have, and as many bytes as one of them, and all that are read, may unpack to. */
export type PartLimits = { parts: number; part: number; all: number }

/** The parts of an archive by their paths: one is unpacked as it is read; null where there is none. */
export type ArchiveParts = { names: string[]; open(path: string): AsyncIterable<Uint8Array> | null }

/** An archive unpacks to more than is read of one. */
export class TooMuch extends Error {
  override readonly name: string = 'TooMuch'
}

/** Nothing is unpacked before it is asked for, nor further than the archive said it would be; throws where that is too much. */
export async function openParts(bytes: Uint8Array, limits: PartLimits): Promise<ArchiveParts> {
  const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
    lazyEntries: true,
    validateEntrySizes: true,
  })
  if (archive.entryCount > limits.parts) throw new TooMuch()
  const entries = new Map<string, Parameters<typeof archive.openReadStreamPromise>[0]>()
  for await (const entry of archive.eachEntry()) entries.set(entry.fileName, entry)
  let left = limits.all
  return {
    names: [...entries.keys()],
    open(path) {
      const entry = entries.get(path)
      if (!entry) return null
      left -= entry.uncompressedSize
      if (entry.uncompressedSize > limits.part || left < 0) throw new TooMuch()
      return unpack(() => archive.openReadStreamPromise(entry))
    },
  }
}

async function* unpack(opened: () => Promise<AsyncIterable<Uint8Array>>): AsyncGenerator<Uint8Array> {
  yield* await opened()
}
