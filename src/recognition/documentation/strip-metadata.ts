import { blankMetadata } from './blank-metadata.ts'
import { orientationOf, orientationSegment } from './orientation.ts'

/** A file without what tells where and by whom it was made, and the names of what was taken out. */
export type Stripped = { bytes: Uint8Array; removed: string[] }

/**
 * Takes metadata out of a JPEG or PNG without touching the picture: everything that is kept stays byte for byte. In a PDF
 * that of its photographs is overwritten; text is returned as it is. Null when the picture is broken, so that nothing can be said about what it holds.
 */
export function stripMetadata(mediaType: string, bytes: Uint8Array): Stripped | null {
  if (mediaType === 'image/jpeg') return stripJpeg(bytes)
  if (mediaType === 'image/png') return stripPng(bytes)
  if (mediaType === 'application/pdf') return blankMetadata(bytes)
  return { bytes, removed: [] }
}

const SOS = 0xda
const EOI = 0xd9

/**
 * Keeps what the picture needs: JFIF (APP0), the colour profile (APP2 "ICC_PROFILE") and Adobe's colour transform (APP14).
 * EXIF, XMP, IPTC, comments, thumbnails and whatever follows the picture go; which way up it is held stays.
 */
function stripJpeg(bytes: Uint8Array): Stripped | null {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  const removed: string[] = []
  for (let segment = segmentAt(bytes, 2); segment; segment = segmentAt(bytes, segment.end)) {
    const name = jpegMetadataIn(segment)
    if (name) removed.push(name)
    kept.push(...(name ? orientationKept(name, segment) : [segment.bytes]))
    if (segment.marker === EOI) {
      if (segment.end < bytes.length) removed.push('after the end')
      return { bytes: Buffer.concat(kept), removed }
    }
  }
  return null
}

type Segment = { marker: number; bytes: Uint8Array; end: number }

/** The segment that begins at `from` or after its fill bytes, a scan with its picture data; null when it is broken. */
function segmentAt(bytes: Uint8Array, from: number): Segment | null {
  let at = from
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1
  const marker = bytes[at + 1]
  if (bytes[at] !== 0xff || marker === undefined) return null
  if (marker === EOI) return { marker, bytes: bytes.subarray(at, at + 2), end: at + 2 }
  const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0)
  const headerEnd = at + 2 + length
  if (length < 2 || headerEnd > bytes.length) return null
  const end = marker === SOS ? endOfScan(bytes, headerEnd) : headerEnd
  return { marker, bytes: bytes.subarray(at, end), end }
}

function orientationKept(name: string, { bytes }: Segment): Uint8Array[] {
  const orientation = name === 'Exif' ? orientationOf(bytes.subarray(10)) : null
  return orientation ? [orientationSegment(orientation)] : []
}

/** How the application segments begin that the picture needs. */
const NEEDED = new Map([
  [0xe0, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
])

/** The name of what a segment tells about the picture's making, or null when the picture needs it. */
function jpegMetadataIn({ marker, bytes }: Segment): string | null {
  const starts = (text: string) => Buffer.from(bytes.subarray(4, 4 + text.length)).toString('latin1') === text
  if (marker === 0xfe) return 'comment'
  if (marker < 0xe0 || marker > 0xef) return null
  const needed = NEEDED.get(marker)
  if (needed && starts(needed)) return null
  if (marker === 0xe1 && starts('Exif\0')) return 'Exif'
  if (marker === 0xe1 && starts('http://ns.adobe.com/xap')) return 'XMP'
  return marker === 0xed ? 'IPTC' : `APP${marker - 0xe0}`
}

/** Where the coded picture data that begins at `from` ends: at the next marker that is no restart and no stuffed byte. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length) {
    const next = bytes[at + 1] ?? 0
    const restart = next >= 0xd0 && next <= 0xd7
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !restart) return at
    at += 1
  }
  return at
}

/** The chunks that say how to show the picture; every other one is dropped. */
const SHOWN = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(
    ' ',
  ),
)

function stripPng(bytes: Uint8Array): Stripped | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  const removed: string[] = []
  let at = 8
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) return null
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1')
    if (SHOWN.has(type)) kept.push(bytes.subarray(at, end))
    else removed.push(/^[A-Za-z]{4}$/.test(type) ? type : 'unknown chunk')
    if (type === 'IEND') {
      if (end < bytes.length) removed.push('after the end')
      return { bytes: Buffer.concat(kept), removed }
    }
    at = end
  }
  return null
}
