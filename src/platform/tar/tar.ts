import { Readable } from 'node:stream'

export type TarEntry = { name: string; bytes: Uint8Array }

const BLOCK = 512

/**
 * A tar archive (ustar) of the entries in their order, written while they are read: one entry is held at a time. A name
 * is ASCII of at most 100 characters; an entry is smaller than 8 GiB.
 */
export function tarStream(entries: AsyncIterable<TarEntry>): Readable {
  return Readable.from(archive(entries), { objectMode: false })
}

async function* archive(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const { name, bytes } of entries) {
    yield header(name, bytes.length)
    yield bytes
    yield Buffer.alloc(padding(bytes.length))
  }
  yield Buffer.alloc(2 * BLOCK)
}

const padding = (size: number) => (BLOCK - (size % BLOCK)) % BLOCK

function header(name: string, size: number): Buffer {
  if (!/^[\x20-\x7e]{1,100}$/.test(name)) throw new Error(`A tar archive takes no name such as ${name}.`)
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0, 'ascii')
  block.write('0000600\0', 100)
  block.write('0000000\0', 108)
  block.write('0000000\0', 116)
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  block.write('00000000000\0', 136)
  block.write('0', 156)
  block.write('ustar\u000000', 257, 'latin1')
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/** The sum of all bytes of a header, its own place taken as spaces. */
function checksum(block: Buffer): number {
  const own = (at: number) => at >= 148 && at < 156
  return block.reduce((sum, byte, at) => sum + (own(at) ? 0x20 : byte), 0)
}

/** The entries of such an archive, one at a time; throws where it is cut off, or is none. */
export async function* readTar(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const take = taking(stream)
  for (;;) {
    const block = await take(BLOCK)
    if (block.every((byte) => byte === 0)) return
    const said = Number.parseInt(block.toString('latin1', 148, 154), 8)
    if (said !== checksum(block)) throw new Error('it is not an archive')
    const end = block.indexOf(0)
    const name = block.toString('ascii', 0, Math.min(end, 100))
    const size = Number.parseInt(block.toString('latin1', 124, 135), 8)
    const bytes = await take(size)
    await take(padding(size))
    yield { name, bytes }
  }
}

/** Takes so many bytes of a stream at a time. */
function taking(stream: AsyncIterable<Uint8Array>): (size: number) => Promise<Buffer> {
  const source = stream[Symbol.asyncIterator]()
  let rest: Uint8Array = Buffer.alloc(0)
  return async (size) => {
    const parts: Uint8Array[] = []
    for (let missing = size; missing > 0; ) {
      if (rest.length === 0) {
        const { done, value } = await source.next()
        if (done) throw new Error('it is cut off')
        rest = value
      }
      parts.push(rest.subarray(0, missing))
      missing -= parts.at(-1)!.length
      rest = rest.subarray(parts.at(-1)!.length)
    }
    return Buffer.concat(parts)
  }
}
