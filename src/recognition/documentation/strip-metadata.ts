import { type Stripped, stripPng } from '../../platform/pictures/strip-png.ts'
import { blankMetadata } from './blank-metadata.ts'
import { stripTags } from './media/id3.ts'
import { stripRiff } from './media/riff.ts'
import { orientationOf, orientationSegment } from './orientation.ts'

/**
 * Takes metadata out of a picture or recording without touching what it shows or sounds: everything that is kept stays
 * byte for byte. In a PDF that of its photographs is overwritten; all else is returned as it is. Null when the file is broken,
 * so that nothing can be said about what it holds.
 */
export function stripMetadata(mediaType: string, bytes: Uint8Array): Stripped | null {
  if (mediaType === 'image/jpeg') return stripJpeg(bytes)
  if (mediaType === 'image/png') return stripPng(bytes)
  if (mediaType === 'application/pdf') return blankMetadata(bytes)
  if (mediaType === 'image/webp') return stripRiff(bytes, 'WEBP')
  if (mediaType === 'audio/wav') return stripRiff(bytes, 'WAVE')
  if (mediaType === 'audio/mpeg') return stripTags(bytes)
  return { bytes, removed: [] }
}

const SOS = 0xda
const EOI = 0xd9

/**
 * Keeps what decoding needs: how the picture is coded, and of JFIF (APP0) and Adobe's colour transform (APP14) the few
 * bytes that say how to show it. Every segment that can hold a text goes, colour profiles, thumbnails and extensions
 * too, and whatever follows the picture; which way up it is held stays. Null where there is no picture.
 */
function stripJpeg(bytes: Uint8Array): Stripped | null {
  const segments = segmentsOf(bytes)
  if (!segments?.some(isFrame) || !segments.some(({ hasData }) => hasData)) return null
  const parts = segments.map((segment) => {
    const shown = shownOf(segment)
    const name = shown ? null : jpegMetadataIn(segment)
    return { name, kept: name ? orientationKept(name, segment) : [shown ?? segment.bytes] }
  })
  const isLonger = segments.at(-1)!.end < bytes.length
  return {
    bytes: Buffer.concat([bytes.subarray(0, 2), ...parts.flatMap(({ kept }) => kept)]),
    removed: [...parts.flatMap(({ name }) => name ?? []), ...(isLonger ? ['after the end'] : [])],
  }
}

/** The segments of a JPEG to its end; null when it is broken. */
function segmentsOf(bytes: Uint8Array): Segment[] | null {
  const segments: Segment[] = []
  for (let segment = segmentAt(bytes, 2); segment; segment = segmentAt(bytes, segment.end)) {
    segments.push(segment)
    if (segment.marker === EOI) return segments
  }
  return null
}

type Segment = { marker: number; bytes: Uint8Array; end: number; hasData: boolean }

/** The segment that begins at `from` or after its fill bytes, a scan with its picture data; null when it is broken. */
function segmentAt(bytes: Uint8Array, from: number): Segment | null {
  let at = from
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1
  const marker = bytes[at + 1]
  if (bytes[at] !== 0xff || marker === undefined) return null
  if (marker === EOI) return { marker, bytes: bytes.subarray(at, at + 2), end: at + 2, hasData: false }
  const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0)
  const headerEnd = at + 2 + length
  if (length < 2 || headerEnd > bytes.length) return null
  const end = marker === SOS ? endOfScan(bytes, headerEnd) : headerEnd
  return { marker, bytes: bytes.subarray(at, end), end, hasData: end > headerEnd }
}

function orientationKept(name: string, { bytes }: Segment): Uint8Array[] {
  const orientation = name === 'Exif' ? orientationOf(bytes.subarray(10)) : null
  return orientation ? [orientationSegment(orientation)] : []
}

/** What is kept of the application segments that say how to show a picture: how they begin, and how long that part is. */
const SHOWN_OF = new Map([
  [0xe0, { start: 'JFIF\0', length: 14 }],
  [0xee, { start: 'Adobe', length: 12 }],
])

/** The part of an application segment that says how to show the picture, as a segment; without a thumbnail. */
function shownOf({ marker, bytes }: Segment): Uint8Array | null {
  const shown = SHOWN_OF.get(marker)
  if (!shown || !startsWith(bytes, shown.start) || bytes.length < 4 + shown.length) return null
  const part = Buffer.from(bytes.subarray(0, 4 + shown.length))
  part.writeUInt16BE(2 + shown.length, 2)
  if (marker === 0xe0) part.fill(0, 16, 18)
  return part
}

const startsWith = (segment: Uint8Array, text: string) =>
  Buffer.from(segment.subarray(4, 4 + text.length)).toString('latin1') === text

/** Tables, frames and scans, and where restarts come: nothing else is needed to decode. */
const isCoding = (marker: number) => (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdd)

/** A frame says how large the picture is; tables of codes have numbers among those of frames. */
const isFrame = ({ marker, bytes }: Segment) =>
  marker >= 0xc0 &&
  marker <= 0xcf &&
  ![0xc4, 0xc8, 0xcc].includes(marker) &&
  Buffer.from(bytes.subarray(5, 9)).some((byte) => byte > 0)

/** The name of what a segment tells about the picture's making, or null when the picture needs it. */
function jpegMetadataIn({ marker, bytes }: Segment): string | null {
  if (marker === EOI || isCoding(marker)) return null
  if (marker === 0xfe) return 'comment'
  if (marker < 0xe0 || marker > 0xef) return 'unknown segment'
  if (marker === 0xe0) return startsWith(bytes, 'JFXX\0') ? 'JFIF extension' : 'APP0'
  if (marker === 0xe1 && startsWith(bytes, 'Exif\0')) return 'Exif'
  if (marker === 0xe1 && startsWith(bytes, 'http://ns.adobe.com/xap')) return 'XMP'
  if (marker === 0xe2 && startsWith(bytes, 'ICC_PROFILE\0')) return 'colour profile'
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
