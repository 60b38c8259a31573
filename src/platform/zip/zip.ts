import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32, createDeflateRaw, deflateRaw } from 'node:zlib'

/**
 * An entry of which the bytes are at hand, or which is read twice where it lies and is stored as it is, or which is packed
 * while it comes and says behind itself how large it was.
 */
export type ZipEntry = { name: string; at: Date } & ({ bytes: Uint8Array } | Lying | Flowing)
type Flowing = { flowing: AsyncIterable<Uint8Array> }
export type Lying = { size: number; open: () => Promise<AsyncIterable<Uint8Array>> }

/** Fewer bytes than these are stored as they are: packing them gains nothing. */
const WORTHWHILE = 128

const deflate = promisify<Uint8Array, Buffer>(deflateRaw)

/**
 * A ZIP archive of the entries in their order, written while they are read: no more than one entry is held at a time, none of one that flows,
 * and some hundred bytes of each for the directory at the end. Archives over 4 GiB or 65 534 entries become ZIP64; an
 * entry is smaller than 4 GiB. Names are UTF-8 with `/` between folders; times are kept as UTC.
 */
export function zipStream(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): Readable {
  return Readable.from(archive(entries), { objectMode: false })
}

async function* archive(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = []
  let offset = 0
  for await (const entry of entries) {
    const name = Buffer.from(entry.name, 'utf8')
    const from = offset
    let about: Buffer
    if ('flowing' in entry) {
      const packed = yield* flow(entry, name)
      about = aboutEntry(entry.at, name.length, packed, AFTERWARDS)
      offset += 16 + packed.packedSize
    } else {
      const packed = 'bytes' in entry ? await pack(entry.bytes) : await measure(entry)
      about = aboutEntry(entry.at, name.length, packed)
      yield Buffer.concat([uint32(0x04034b50), about, name])
      yield* packed.content
      offset += packed.packedSize
    }
    offset += 4 + about.length + name.length
    directory.push(centralHeader(about, name, from))
  }
  yield* directory
  yield endOfArchive(
    directory.length,
    directory.reduce((sum, entry) => sum + entry.length, 0),
    offset,
  )
}

type Packed = {
  content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
  crc: number
  size: number
  packedSize: number
  deflated: boolean
}

async function pack(bytes: Uint8Array): Promise<Packed> {
  const packed = bytes.length < WORTHWHILE ? bytes : await deflate(bytes)
  const deflated = packed.length < bytes.length
  const content = deflated ? packed : bytes
  return { content: [content], crc: crc32(bytes), size: bytes.length, packedSize: content.length, deflated }
}

/** Its checksum stands before it: the first time it is read for that alone. */
async function measure({ open, size }: Lying): Promise<Packed> {
  let crc = 0
  for await (const part of await open()) crc = crc32(part, crc)
  return { content: await open(), crc, size, packedSize: size, deflated: false }
}

/** The bit of an entry that is measured while it is written: its own header does not know yet what the directory does. */
const AFTERWARDS = 0x0008

/** Writes an entry that nobody has measured: packed while it comes, with its sizes behind it. */
async function* flow(
  { at, flowing }: { at: Date } & Flowing,
  name: Buffer,
): AsyncGenerator<Uint8Array, Omit<Packed, 'content'>> {
  const measured = { crc: 0, size: 0, packedSize: 0, deflated: true }
  yield Buffer.concat([uint32(0x04034b50), aboutEntry(at, name.length, measured, AFTERWARDS), name])
  async function* counted() {
    for await (const part of flowing) {
      measured.crc = crc32(part, measured.crc)
      measured.size += part.length
      yield part
    }
  }
  const packing = createDeflateRaw()
  // What goes wrong before the packing ends it, and is thrown on by whoever reads what is packed.
  pipeline(Readable.from(counted(), { objectMode: false }), packing, () => {})
  for await (const part of packing) {
    measured.packedSize += part.length
    yield part
  }
  const { crc, packedSize, size } = measured
  yield Buffer.concat([uint32(0x08074b50), uint32(crc), uint32(packedSize), uint32(size)])
  return measured
}

/** What the entry's own header and the directory both say of it, 26 bytes. */
function aboutEntry(
  at: Date,
  nameLength: number,
  { crc, size, packedSize, deflated }: Omit<Packed, 'content'>,
  flags = 0,
): Buffer {
  const about = Buffer.alloc(26)
  about.writeUInt16LE(20, 0)
  about.writeUInt16LE(0x0800 | flags, 2)
  about.writeUInt16LE(deflated ? 8 : 0, 4)
  about.writeUInt32LE(dosTime(at), 6)
  about.writeUInt32LE(crc, 10)
  about.writeUInt32LE(packedSize, 14)
  about.writeUInt32LE(size, 18)
  about.writeUInt16LE(nameLength, 22)
  return about
}

function centralHeader(about: Buffer, name: Buffer, offset: number): Buffer {
  const far = offset >= MOST
  const extra = far ? Buffer.concat([uint16(1), uint16(8), uint64(offset)]) : Buffer.alloc(0)
  const said = Buffer.from(about)
  said.writeUInt16LE(extra.length, 24)
  return Buffer.concat([
    uint32(0x02014b50),
    uint16(far ? 45 : 20),
    said,
    // No comment, first disk, no attributes.
    Buffer.alloc(10),
    uint32(far ? MOST : offset),
    name,
    extra,
  ])
}

const MOST = 0xffffffff

function endOfArchive(count: number, size: number, offset: number): Buffer {
  const large = count >= 0xffff || size >= MOST || offset >= MOST
  const counted = uint16(large ? 0xffff : count)
  const end = [
    uint32(0x06054b50),
    uint32(0),
    counted,
    counted,
    uint32(large ? MOST : size),
    uint32(large ? MOST : offset),
    uint16(0),
  ]
  if (!large) return Buffer.concat(end)
  const record = [uint32(0x06064b50), uint64(44), uint16(45), uint16(45), uint32(0), uint32(0)]
  const totals = [uint64(count), uint64(count), uint64(size), uint64(offset)]
  const locator = [uint32(0x07064b50), uint32(0), uint64(offset + size), uint32(1)]
  return Buffer.concat([...record, ...totals, ...locator, ...end])
}

/** MS-DOS date and time, which begins in 1980 and counts in steps of two seconds. */
function dosTime(at: Date): number {
  const date =
    ((Math.max(1980, at.getUTCFullYear()) - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return ((date << 16) | time) >>> 0
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
