import { inflateSync } from 'node:zlib'

/**
 * Whether the streams of a PDF unfold into so many bytes at most. What the library unfolds has no bounds there: a file that
 * unfolds into more is not to be given to it.
 */
export function unfoldsWithin(bytes: Uint8Array, most: number): boolean {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (/\/(ASCII|A85|AHx|LZW|RunLength|RL\b|Crypt)/.test(pdf.toString('latin1'))) return false
  let left = most
  for (let at = pdf.indexOf('stream'); at >= 0; at = pdf.indexOf('stream', at + 6)) {
    const from = at + 6 + (pdf[at + 6] === 0x0d ? 2 : 1)
    const end = pdf.indexOf('endstream', from)
    left -= unfoldedLength(pdf.subarray(from, end < 0 ? undefined : end), left)
    if (left <= 0) return false
  }
  return true
}

/** What is not packed, or encrypted, unfolds into nothing. */
function unfoldedLength(stream: Buffer, maxOutputLength: number): number {
  if (stream.length < 2 || (stream[0]! & 0x0f) !== 8) return 0
  try {
    return inflateSync(stream, { maxOutputLength: Math.max(1, maxOutputLength) }).length
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? maxOutputLength : 0
  }
}
