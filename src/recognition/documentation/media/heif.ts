import { BrokenFile, boxReader } from './boxes.ts'
import { type Blank, sourceOf } from './source.ts'

/** What tells of a picture's making, by the kind of item that holds it. */
const telling: Record<string, string> = { Exif: 'Exif', mime: 'XMP', 'uri ': 'extension' }

/**
 * Where a HEIC picture says where and with what it was made, to be overwritten with zeros: every byte else stays where its
 * own tables say it is. Null where it is broken, or keeps that in a way in which it cannot be found.
 */
export async function readHeif(bytes: Uint8Array): Promise<{ blanks: Blank[]; removed: string[] } | null> {
  const source = sourceOf(bytes)
  const boxes = boxReader(source)
  try {
    const [meta] = await listed(boxes(0, source.size), 'meta')
    if (!meta) return null
    const inMeta = await listed(boxes(meta.from + 4, meta.to))
    const [infos, places, data] = ['iinf', 'iloc', 'idat'].map((name) =>
      inMeta.find((box) => box.name === name),
    )
    if (!infos || !places) return null
    const version = (await source.read(infos.from, 1))[0] ?? 0
    const entries = await listed(boxes(infos.from + (version === 0 ? 6 : 8), infos.to), 'infe')
    const kinds = new Map<number, string>()
    for (const { from, to } of entries) {
      const item = itemIn(await source.read(from, Math.min(to - from, 16)))
      if (item && telling[item.kind]) kinds.set(item.id, item.kind)
    }
    const blanks = extentsIn(await source.read(places.from, places.to - places.from), kinds, data?.from ?? 0)
    if (blanks.some(({ from, to }) => to > source.size || to < from)) return null
    return { blanks, removed: [...new Set([...kinds.values()].map((kind) => telling[kind]!))] }
  } catch (error) {
    if (error instanceof BrokenFile || error instanceof RangeError) return null
    throw error
  }
}

async function listed<Item extends { name: string }>(
  items: AsyncIterable<Item>,
  name?: string,
): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) if (name === undefined || item.name === name) found.push(item)
  return found
}

/** An item and its kind, as entries of the second version and later have them; earlier ones name no kind. */
function itemIn(entry: Buffer): { id: number; kind: string } | null {
  const version = entry[0] ?? 0
  if (version < 2) return null
  const isLong = version > 2
  const id = isLong ? entry.readUInt32BE(4) : entry.readUInt16BE(4)
  const at = isLong ? 10 : 8
  return { id, kind: entry.toString('latin1', at, at + 4) }
}

/** Where the items lie that are asked for. Throws where the table is broken. */
function extentsIn(table: Buffer, wanted: ReadonlyMap<number, string>, dataAt: number): Blank[] {
  const found: Blank[] = []
  for (const { id, method, offset, length } of extentsOf(table)) {
    if (!wanted.has(id)) continue
    // Within another item it cannot be told where it lies in the file.
    if (method > 1 || length === 0) throw new RangeError('not in the file')
    const from = offset + (method === 1 ? dataAt : 0)
    found.push({ from, to: from + length })
  }
  return found
}

/** A picture of hundreds of tiles has fewer. */
const MAX_EXTENTS = 20_000

type Extent = { id: number; method: number; offset: number; length: number }

function* extentsOf(table: Buffer): Generator<Extent> {
  const [version, sizes, more] = [table.readUInt8(0), table.readUInt8(4), table.readUInt8(5)]
  const number = numbersFrom(table, 6)
  const idSize = version < 2 ? 2 : 4
  let left = MAX_EXTENTS
  for (let items = number(idSize); items > 0; items--) {
    const id = number(idSize)
    const method = version === 0 ? 0 : number(2) & 15
    number(2)
    const base = number(more >> 4)
    for (let extents = number(2); extents > 0; extents--) {
      left -= 1
      if (left < 0) throw new RangeError('too many')
      if (version > 0) number(more & 15)
      yield { id, method, offset: base + number(sizes >> 4), length: number(sizes & 15) }
    }
  }
}

/** Reads numbers of so many bytes one after the other. */
function numbersFrom(table: Buffer, start: number): (size: number) => number {
  let at = start
  return (size) => {
    let value = 0
    for (const end = at + size; at < end; at++) value = value * 256 + table.readUInt8(at)
    return value
  }
}
