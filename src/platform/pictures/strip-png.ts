/** A file without what tells where and by whom it was made, and the names of what was taken out. */
export type Stripped = { bytes: Uint8Array; removed: string[] }

/**
 * The chunks that say how to show the picture, and how many bytes each has at most: what is longer holds more than that.
 * Those that can hold a text, colour profiles and named palettes among them, are dropped with all others.
 */
const SHOWN = new Map<string, number>([
  ['IHDR', 13],
  ['PLTE', 768],
  ['IDAT', Number.POSITIVE_INFINITY],
  ['IEND', 0],
  ['tRNS', 256],
  ['gAMA', 4],
  ['cHRM', 32],
  ['sRGB', 1],
  ['cICP', 4],
  ['mDCV', 24],
  ['cLLI', 8],
  ['sBIT', 4],
  ['bKGD', 6],
  ['hIST', 512],
  ['pHYs', 9],
  ['acTL', 8],
  ['fcTL', 26],
  ['fdAT', Number.POSITIVE_INFINITY],
])

/**
 * Takes what can hold a text out of a PNG without touching the picture: every chunk that is kept stays byte for byte. Null
 * where the picture is broken, or there is none: no size, or no pixels.
 */
export function stripPng(bytes: Uint8Array): Stripped | null {
  const chunks = chunksOf(bytes)
  if (!chunks || !isHeader(chunks[0]!)) return null
  if (!chunks.some(({ type, length }) => type === 'IDAT' && length > 0)) return null
  const isShown = ({ type, length }: Chunk) => length <= (SHOWN.get(type) ?? -1)
  const dropped = chunks.filter((chunk) => !isShown(chunk))
  const isLonger = chunks.at(-1)!.end < bytes.length
  return {
    bytes: Buffer.concat([bytes.subarray(0, 8), ...chunks.filter(isShown).map(({ bytes }) => bytes)]),
    removed: [
      ...dropped.map(({ type }) => (/^[A-Za-z]{4}$/.test(type) ? type : 'unknown chunk')),
      ...(isLonger ? ['after the end'] : []),
    ],
  }
}

type Chunk = { type: string; length: number; bytes: Uint8Array; end: number }

/** The chunks of a PNG to its end; null when it is broken. */
function chunksOf(bytes: Uint8Array): Chunk[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = 8; at + 12 <= bytes.length; at = chunks.at(-1)!.end) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > bytes.length) return null
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1')
    chunks.push({ type, length, bytes: bytes.subarray(at, end), end })
    if (type === 'IEND') return chunks
  }
  return null
}

/** Whether it is the chunk with which a PNG begins, and says how large its picture is. */
function isHeader({ type, length, bytes }: Chunk): boolean {
  const size = Buffer.from(bytes.subarray(8, 16))
  return type === 'IHDR' && length === 13 && size.readUInt32BE(0) > 0 && size.readUInt32BE(4) > 0
}
