type Side = { width: number; height: number }

/** Width and height of a picture as its head says; null where it does not. */
export function pictureSide(mediaType: string, file: Buffer): Side | null {
  const read = { 'image/png': ofPng, 'image/jpeg': ofJpeg, 'image/webp': ofWebp, 'image/heic': ofHeif }[
    mediaType
  ]
  try {
    const side = read?.(file) ?? null
    return side && side.width > 0 && side.height > 0 ? side : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const ofPng = (file: Buffer): Side => ({ width: file.readUInt32BE(16), height: file.readUInt32BE(20) })

function ofJpeg(file: Buffer): Side | null {
  for (let at = 2; file.readUInt8(at) === 0xff; at += 2 + file.readUInt16BE(at + 2)) {
    while (file.readUInt8(at + 1) === 0xff) at += 1
    const marker = file.readUInt8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) }
  }
  return null
}

/** The first chunk says it, in three ways. */
function ofWebp(file: Buffer): Side | null {
  const kind = file.toString('latin1', 12, 16)
  if (kind === 'VP8X') return { width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 }
  if (kind === 'VP8 ')
    return { width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff }
  const bits = file.readUInt32LE(21)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

/** It consists of tiles and has a small one beside it: the largest is the picture. */
function ofHeif(file: Buffer): Side | null {
  let largest: Side | null = null
  for (let at = file.indexOf('ispe', 0, 'latin1'); at >= 0; at = file.indexOf('ispe', at + 4, 'latin1')) {
    const side = { width: file.readUInt32BE(at + 8), height: file.readUInt32BE(at + 12) }
    if (!largest || side.width * side.height > largest.width * largest.height) largest = side
    if (at > 64 * 1024) break
  }
  return largest
}
