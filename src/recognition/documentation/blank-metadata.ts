/** What tells of a photograph's making within its file: the marker of the segment, how its content begins, its name. */
const segments = [
  { marker: 0xe1, start: 'Exif\0\0', name: 'Exif' },
  { marker: 0xe1, start: 'http://ns.adobe.com/xap/1.0/\0', name: 'XMP' },
  { marker: 0xed, start: 'Photoshop 3.0\0', name: 'IPTC' },
] as const

/**
 * Overwrites the EXIF, XMP and IPTC data of the JPEG pictures that a PDF holds as they were with zeros, so that every
 * byte else stays where the PDF's own table says it is; returns the names of what was overwritten. A PDF that is signed
 * stays as it is, for its signature covers each byte, and so does what lies compressed or encrypted in it.
 */
export function blankMetadata(pdf: Uint8Array): { bytes: Uint8Array; removed: string[] } {
  const whole = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  if (whole.includes('/ByteRange', 0, 'latin1')) return { bytes: pdf, removed: [] }
  const found = segments.flatMap(({ marker, start, name }) =>
    contentsOf(whole, marker, start).map((content) => ({ ...content, name })),
  )
  if (found.length === 0) return { bytes: pdf, removed: [] }
  const bytes = Buffer.from(whole)
  for (const { from, to } of found) bytes.fill(0, from, to)
  return { bytes, removed: [...new Set(found.map(({ name }) => name))] }
}

/** Where the contents of the segments lie that have this marker and begin so. */
function contentsOf(whole: Buffer, marker: number, start: string): { from: number; to: number }[] {
  const contents: { from: number; to: number }[] = []
  for (
    let from = whole.indexOf(start, 4, 'latin1');
    from >= 0;
    from = whole.indexOf(start, from + 1, 'latin1')
  ) {
    const to = from - 2 + whole.readUInt16BE(from - 2)
    const isSegment = whole[from - 4] === 0xff && whole[from - 3] === marker
    if (isSegment && to > from && to <= whole.length) contents.push({ from, to })
  }
  return contents
}
