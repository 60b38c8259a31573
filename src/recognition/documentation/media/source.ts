/** A file wherever it lies: so many bytes of it from a place on, or fewer where it ends. */
export type Source = { size: number; read(at: number, length: number): Promise<Buffer> }

/** What is made zeros in a file; `name` is written where a box is to have another name. */
export type Blank = { from: number; to: number; renamed?: { at: number; name: string } }

/** As many zeros as are written at once. */
const ZEROS = Buffer.alloc(64 * 1024)

/** Writes zeros into a file that lies elsewhere. */
export async function blankIn(
  file: { write(at: number, bytes: Uint8Array): Promise<void> },
  blanks: readonly Blank[],
): Promise<void> {
  for (const { from, to, renamed } of blanks) {
    for (let at = from; at < to; at += ZEROS.length)
      await file.write(at, ZEROS.subarray(0, Math.min(ZEROS.length, to - at)))
    if (renamed) await file.write(renamed.at, Buffer.from(renamed.name, 'latin1'))
  }
}

/** A file in memory. */
export function sourceOf(bytes: Uint8Array): Source {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { size: file.length, read: async (at, length) => file.subarray(at, at + length) }
}

/** The bytes with zeros where something was blanked; the same ones where nothing was. */
export function blanked(bytes: Uint8Array, blanks: readonly Blank[]): Uint8Array {
  if (blanks.length === 0) return bytes
  const file = Buffer.from(bytes)
  for (const { from, to, renamed } of blanks) {
    file.fill(0, from, to)
    if (renamed) file.write(renamed.name, renamed.at, 'latin1')
  }
  return file
}
