type Chunk = { name: string; bytes: Buffer; content: Buffer }

/** The chunks of a RIFF file, such as WebP or WAV; null where it is broken. */
function chunksOf(file: Buffer): Chunk[] | null {
  const end = 8 + file.readUInt32LE(4)
  if (end > file.length) return null
  const chunks: Chunk[] = []
  for (let at = 12; at < end; ) {
    if (at + 8 > end) return null
    const size = file.readUInt32LE(at + 4)
    const to = at + 8 + size
    if (to > end) return null
    const padded = Math.min(to + (size % 2), end)
    const name = file.toString('latin1', at, at + 4)
    chunks.push({ name, bytes: file.subarray(at, padded), content: file.subarray(at + 8, to) })
    at = padded
  }
  return chunks
}

/** Which chunks show or sound, and which of them there has to be. */
const shown = {
  WEBP: { kept: ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'], needed: ['VP8 ', 'VP8L', 'ANMF'] },
  WAVE: { kept: ['fmt ', 'data', 'fact'], needed: ['data'] },
} as const

/** In the flags of a WebP: that it has a colour profile, EXIF or XMP. */
const TELLING_FLAGS = 0x20 | 0x08 | 0x04

/** Keeps of a WebP or WAV what it shows or sounds; every other chunk goes, and whatever follows. Null where it is broken. */
export function stripRiff(
  bytes: Uint8Array,
  form: keyof typeof shown,
): { bytes: Uint8Array; removed: string[] } | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks = chunksOf(file)
  const { kept, needed } = shown[form]
  const isOf = (names: readonly string[]) => (chunk: Chunk) => names.includes(chunk.name)
  if (!chunks?.some(isOf(needed))) return null
  const [staying, going] = [chunks.filter(isOf(kept)), chunks.filter((chunk) => !isOf(kept)(chunk))]
  const isLonger = 8 + file.readUInt32LE(4) < file.length
  const removed = [...going.map(({ name }) => name.trim()), ...(isLonger ? ['after the end'] : [])]
  if (removed.length === 0) return { bytes, removed }
  const content = staying.map(withoutFlags)
  const head = Buffer.from(file.subarray(0, 12))
  head.writeUInt32LE(4 + content.reduce((sum, chunk) => sum + chunk.length, 0), 4)
  return { bytes: Buffer.concat([head, ...content]), removed: [...new Set(removed)] }
}

function withoutFlags({ name, bytes }: Chunk): Buffer {
  if (name !== 'VP8X') return bytes
  const flagged = Buffer.from(bytes)
  flagged[8] = flagged[8]! & ~TELLING_FLAGS
  return flagged
}
